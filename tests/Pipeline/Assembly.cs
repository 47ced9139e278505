using BudgetWatch.Pipeline.Tests;

[assembly: AssemblyFixture(typeof(PublishedSnapshot))]
[assembly: Trait("Speed", "Slow")]
