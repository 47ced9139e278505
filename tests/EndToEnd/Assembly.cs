using BudgetWatch.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(PublishedSnapshot))]
