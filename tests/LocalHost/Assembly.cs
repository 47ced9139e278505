using BudgetWatch.TestKit;

[assembly: AssemblyFixture(typeof(AzuriteServer))]
