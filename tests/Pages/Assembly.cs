using BudgetWatch.Pages.Tests;

[assembly: AssemblyFixture(typeof(Site))]
[assembly: Trait("Speed", "Slow")]
