using BudgetWatch.TestKit;

[assembly: AssemblyFixture(typeof(AzuriteServer))]
[assembly: Trait("Speed", "Slow")]
