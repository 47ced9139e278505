using BudgetWatch.Pages.Tests;

[assembly: AssemblyFixture(typeof(Site))]
