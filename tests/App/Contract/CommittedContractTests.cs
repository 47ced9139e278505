using System.Text;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.TestKit;

namespace BudgetWatch.App.Tests.Contract;

/// <summary>
/// docs/openapi.json is the contract as it is served, so that a change of it shows in review. Set BUDGETWATCH_WRITE_DOCS=1 to write it again.
/// </summary>
public sealed class CommittedContractTests
{
    private const string Document = "docs/openapi.json";

    [Fact]
    public void The_committed_contract_is_the_one_that_is_served()
    {
        var served = Encoding.UTF8.GetString(new ServedContract().Json());
        if (Environment.GetEnvironmentVariable("BUDGETWATCH_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Path.Combine(RepositoryFolder.Path!, Document), served);
            return;
        }

        served.ShouldBe(RepositoryFolder.Read(Document), "docs/openapi.json is out of step: run this test with BUDGETWATCH_WRITE_DOCS=1");
    }
}
