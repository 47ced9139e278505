using BudgetWatch.Infra.Tests.Bicep;

[assembly: AssemblyFixture(typeof(CompiledEnvironments))]
[assembly: Trait("Speed", "Slow")]
