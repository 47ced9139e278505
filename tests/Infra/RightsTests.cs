using BudgetWatch.Infra.Tests.Arm;
using BudgetWatch.Infra.Tests.Bicep;

namespace BudgetWatch.Infra.Tests;

/// <summary>Who may do what, all of it. A right that is not in this table is not given.</summary>
public sealed class RightsTests(CompiledEnvironments environments)
{
    /// <summary>Built-in roles as Azure publishes their ids; the same in every tenant.</summary>
    private static readonly Dictionary<string, string> BuiltIn = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["de139f84-1756-47ae-9be6-808fbbe84772"] = "Website Contributor",
        ["acdd72a7-3385-48ef-bd42-f606fba81ae7"] = "Reader",
        ["b24988ac-6180-42a0-ab88-20f7382dd24c"] = "Contributor",
        ["8e3af657-a8ff-443c-a75c-2fe8c4bcb635"] = "Owner",
        ["18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"] = "User Access Administrator",
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
    };

    private static readonly string[] Expected =
    [
        "app: BudgetWatch keeping blobs on data/raw",
        "app: BudgetWatch keeping blobs on data/read",
        "app: BudgetWatch keeping blobs on data/pages",
        "app: Storage Blob Data Contributor on data/azure-webjobs-hosts",
        "app: Storage Blob Data Contributor on data/azure-webjobs-secrets",
        "app: Storage Blob Data Contributor on packages/packages",
        "app: Storage Queue Data Contributor on data/ingest",
        "app: Storage Queue Data Contributor on data/ingest-poison",
        "app: Storage Queue Data Contributor on data/build",
        "app: Storage Queue Data Contributor on data/build-poison",
        "app: BudgetWatch keeping tables on data",
        "app: Storage Table Data Contributor on data/Incidents",
        "app: Monitoring Metrics Publisher on the insights",
        "deployer: BudgetWatch provisioning on the resource group",
        "deployer: Website Contributor on the app",
        "deployer: BudgetWatch deploying on the subscription",
        "planner: Reader on the resource group",
        "planner: BudgetWatch planning on the subscription",
    ];

    [Theory]
    [MemberData(nameof(CompiledEnvironments.Names), MemberType = typeof(CompiledEnvironments))]
    public void These_rights_are_given_and_no_others(string environment) =>
        Given(environments.Deploy(environment), environment).ShouldBe(Expected, ignoreOrder: true);

    /// <summary>The workflow gives no rights: it could otherwise give itself any.</summary>
    [Theory]
    [MemberData(nameof(CompiledEnvironments.Names), MemberType = typeof(CompiledEnvironments))]
    public void A_workflow_gives_none(string environment)
    {
        var deployment = environments.Deploy(environment, changed: ("grantRights", false));
        deployment
            .Resources.Where(resource =>
                resource.Type.StartsWith("Microsoft.Authorization/", StringComparison.Ordinal)
                || resource.Type.EndsWith("/federatedIdentityCredentials", StringComparison.Ordinal)
                // Who may write an account's settings may turn off versions, recovery and policies; who may write diagnostics, what is kept of deletions.
                || resource.Type.StartsWith("Microsoft.Storage/", StringComparison.Ordinal)
                || resource.Type is "Microsoft.Insights/diagnosticSettings" or "Microsoft.Insights/activityLogAlerts"
            )
            .ShouldBeEmpty();

        // And what it writes is all that its role allows, so that it never fails half way.
        var allowed = environments
            .Deploy(environment)
            .Of("Microsoft.Authorization/roleDefinitions")
            .SelectMany(role => role.At("properties.permissions[0].actions")!.Values<string>())
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (
            var type in environments
                .Deploy(environment, changed: [("grantRights", false), ("frontDoor", true)])
                .Resources.Select(resource => resource.Type)
                .Distinct()
        )
        {
            // The app itself is written by right of Website Contributor.
            (
                type.StartsWith("Microsoft.Web/sites", StringComparison.Ordinal)
                || type == "Microsoft.Resources/resourceGroups"
                    && allowed.Contains("Microsoft.Resources/subscriptions/resourceGroups/write")
                || allowed.Contains($"{type}/write")
                || allowed.Contains($"{type[..type.LastIndexOf('/')]}/*/write")
            ).ShouldBeTrue($"{type} is not to be written by the deployer");
        }
    }

    [Fact]
    public void A_right_too_many_is_noticed()
    {
        var template = environments.Template("prod");
        template
            .SelectToken("resources.deliveryAccess.properties.template.variables.reader")!
            .Replace("[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')]");
        Given(environments.Deploy("prod", template), "prod").ShouldContain("planner: Contributor on the resource group");

        template = environments.Template("prod");
        template.SelectToken("resources.appAccess.properties.template.resources.onContainers.scope")!.Parent!.Remove();
        Given(environments.Deploy("prod", template), "prod").ShouldContain("app: BudgetWatch keeping blobs on the resource group");
    }

    /// <summary>What links promise to keep, the app cannot delete: no blob of its containers, no table, and no row but of incidents.</summary>
    [Theory]
    [MemberData(nameof(CompiledEnvironments.Names), MemberType = typeof(CompiledEnvironments))]
    public void The_app_deletes_nothing_that_stays(string environment)
    {
        var deployment = environments.Deploy(environment);
        var kept = deployment
            .Of("Microsoft.Authorization/roleDefinitions")
            .Where(role => ((string)role.At("properties.roleName")!).StartsWith("BudgetWatch keeping ", StringComparison.Ordinal))
            .ToList();
        kept.Count.ShouldBe(2);
        kept.SelectMany(role =>
                ((string[])["actions", "dataActions"]).SelectMany(kind => role.At($"properties.permissions[0].{kind}")!.Values<string>())
            )
            .ShouldBe(
                [
                    "Microsoft.Storage/storageAccounts/blobServices/containers/read",
                    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
                    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write",
                    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action",
                    "Microsoft.Storage/storageAccounts/tableServices/tables/read",
                    "Microsoft.Storage/storageAccounts/tableServices/tables/write",
                    "Microsoft.Storage/storageAccounts/tableServices/tables/entities/read",
                    "Microsoft.Storage/storageAccounts/tableServices/tables/entities/write",
                    "Microsoft.Storage/storageAccounts/tableServices/tables/entities/add/action",
                    "Microsoft.Storage/storageAccounts/tableServices/tables/entities/update/action",
                ],
                ignoreOrder: true
            );

        // The code deletes rows of this one table; another that did would fail in Azure alone.
        var deletes = Directory
            .EnumerateFiles(BudgetWatch.TestKit.RepositoryFolder.PathOf("functions/Storage"), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                File.ReadAllText(file) is var code
                && (
                    code.Contains("TransactionActionType.Delete", StringComparison.Ordinal)
                    || code.Contains("DeleteEntity", StringComparison.Ordinal)
                    || code.Contains("DeleteBlob", StringComparison.Ordinal)
                    || code.Contains("DeleteIfExists", StringComparison.Ordinal)
                )
            )
            .Select(Path.GetFileNameWithoutExtension);
        deletes.ShouldBe(["TableIncidentLog"]);
        BudgetWatch
            .TestKit.RepositoryFolder.Read("functions/Storage/Tables/TableIncidentLog.cs")
            .ShouldContain("new(connection, \"Incidents\")");
    }

    /// <summary>A right's name is its identity: two with one name would be one right.</summary>
    [Fact]
    public void Every_right_has_a_name_of_its_own()
    {
        var names = environments.Deploy("prod").Of("Microsoft.Authorization/roleAssignments").Select(right => right.Name).ToList();
        names.Distinct(StringComparer.Ordinal).Count().ShouldBe(names.Count);
        names.Where(name => !Guid.TryParse(name, out _)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Given(Deployment deployment, string environment)
    {
        var custom = deployment
            .Of("Microsoft.Authorization/roleDefinitions")
            .ToDictionary(
                role => role.Name,
                role => ((string)role.At("properties.roleName")!).Split($" ({environment}, ")[0],
                StringComparer.Ordinal
            );
        foreach (var right in deployment.Of("Microsoft.Authorization/roleAssignments"))
        {
            var id = ((string)right.At("properties.roleDefinitionId")!).Split('/')[^1];
            var role = BuiltIn.GetValueOrDefault(id) ?? custom.GetValueOrDefault(id) ?? $"an unknown role {id}";
            var principal = (string)right.At("properties.principalId")!;
            var who =
                ((string[])["app", "deployer", "planner"]).SingleOrDefault(name =>
                    principal.EndsWith($"/userAssignedIdentities/budgetwatch-{environment}-{name}.principalId»", StringComparison.Ordinal)
                ) ?? principal;
            yield return $"{who}: {role} on {Where(right.Scope)}";
        }
    }

    private static string Where(string scope) =>
        scope.Split('/') switch
        {
            [_, "subscriptions", _] => "the subscription",
            [_, "subscriptions", _, "resourceGroups", _] => "the resource group",
            [
                ..,
                "Microsoft.Storage",
                "storageAccounts",
                var account,
                "blobServices"
                or "queueServices"
                or "tableServices",
                "default",
                "containers"
                or "queues"
                or "tables",
                var name,
            ] => $"{Account(account)}/{name}",
            [.., "Microsoft.Storage", "storageAccounts", var account] => Account(account),
            [.., "Microsoft.Web", "sites", _] => "the app",
            [.., "Microsoft.Insights", "components", _] => "the insights",
            _ => scope,
        };

    private static string Account(string name) => name.StartsWith("bwdata", StringComparison.Ordinal) ? "data" : "packages";
}
