using BudgetWatch.Infra.Tests.Bicep;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Infra.Tests;

/// <summary>infra/ compiles without a warning and holds to its rules, and each rule notices when it is broken.</summary>
public sealed class TemplateTests(CompiledEnvironments environments)
{
    private const string Containers = "Microsoft.Storage/storageAccounts/blobServices/containers";
    private const string Lifecycle = "Microsoft.Storage/storageAccounts/managementPolicies";
    private const string RoleDefinitions = "Microsoft.Authorization/roleDefinitions";

    [Theory]
    [InlineData("build", "main.bicep", "--stdout")]
    [InlineData("lint", "main.bicep")]
    [InlineData("lint", "--pattern", "main.*.bicepparam")]
    public async Task It_compiles_without_a_word(params string[] command)
    {
        Assert.SkipUnless(BicepCompiler.IsHere, BicepCompiler.SkipReason);
        var (code, _, complained) = await BicepCompiler.RunAsync(command);
        complained.ShouldBeEmpty();
        code.ShouldBe(0);
    }

    /// <summary>As <c>build-params</c> makes them for every other test here.</summary>
    [Theory]
    [MemberData(nameof(CompiledEnvironments.Names), MemberType = typeof(CompiledEnvironments))]
    public void Its_environments_compile_without_a_word(string environment) => environments.Complaints(environment).ShouldBeEmpty();

    /// <summary>The rule file is in force: what it forbids is refused, not warned of.</summary>
    [Fact]
    public async Task A_warning_is_an_error()
    {
        Assert.SkipUnless(BicepCompiler.IsHere, BicepCompiler.SkipReason);
        var folder = Directory.CreateTempSubdirectory("budgetwatch-bicep-");
        try
        {
            File.Copy(
                Path.Combine(TestKit.RepositoryFolder.Path!, "infra", "bicepconfig.json"),
                Path.Combine(folder.FullName, "bicepconfig.json")
            );
            var file = Path.Combine(folder.FullName, "unused.bicep");
            await File.WriteAllTextAsync(file, "param nobody string\n");
            var (code, _, complained) = await BicepCompiler.RunAsync("lint", file);
            code.ShouldNotBe(0);
            complained.ShouldContain("Error no-unused-params");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(CompiledEnvironments.Names), MemberType = typeof(CompiledEnvironments))]
    public void It_holds_to_its_rules(string environment)
    {
        TemplateRules.Broken(environments.Template(environment), environments.Deploy(environment)).ShouldBeEmpty();
        TemplateRules
            .Broken(environments.Template(environment), environments.Deploy(environment, changed: ("frontDoor", true)))
            .ShouldBeEmpty();
    }

    /// <summary>Azure refuses to have a locked policy written again but for longer: each later deployment would fail on it.</summary>
    [Theory]
    [MemberData(nameof(CompiledEnvironments.Names), MemberType = typeof(CompiledEnvironments))]
    public void A_locked_policy_is_left_alone(string environment)
    {
        environments.Deploy(environment).Of(Containers + "/immutabilityPolicies").Count().ShouldBe(1);
        var locked = environments.Deploy(environment, changed: ("rawPolicyLocked", true));
        locked.Of(Containers + "/immutabilityPolicies").ShouldBeEmpty();
        locked.Of(Lifecycle).ShouldContain(policy => policy.Name.StartsWith("bwdata", StringComparison.Ordinal));
        locked.Of(Containers).ShouldContain(container => container.Name.EndsWith("/raw", StringComparison.Ordinal));
    }

    /// <summary>The template describes every parameter and output.</summary>
    [Fact]
    public void Everything_that_is_given_and_got_is_described() =>
        environments
            .Template("prod")
            .DescendantsAndSelf()
            .OfType<JObject>()
            .SelectMany(template =>
                ((string[])["parameters", "outputs"]).Select(part => template["$schema"] is null ? null : template[part] as JObject)
            )
            .OfType<JObject>()
            .SelectMany(part => part.Properties())
            .Where(declared => declared.Value["metadata"]?["description"] is null)
            .Select(declared => declared.Path)
            .ShouldBeEmpty();

    [Theory]
    [InlineData("data", "Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "true", "allowSharedKeyAccess")]
    [InlineData("packages", "Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "true", "allowSharedKeyAccess")]
    [InlineData("data", "Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", null, "allowSharedKeyAccess")]
    [InlineData("data", "Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "true", "allowBlobPublicAccess")]
    [InlineData("data", "Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "'TLS1_0'", "minimumTlsVersion")]
    [InlineData("data", "Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", "false", "supportsHttpsTrafficOnly")]
    [InlineData("data", Containers, "properties.publicAccess", "'Blob'", "is public")]
    [InlineData("data", "Microsoft.Storage/storageAccounts/blobServices", "properties.isVersioningEnabled", "false", "keeps no versions")]
    [InlineData(
        "data",
        "Microsoft.Storage/storageAccounts/blobServices",
        "properties.deleteRetentionPolicy.enabled",
        "false",
        "deleteRetentionPolicy"
    )]
    [InlineData(
        "data",
        "Microsoft.Storage/storageAccounts/blobServices",
        "properties.containerDeleteRetentionPolicy.days",
        "1",
        "containerDeleteRetentionPolicy"
    )]
    [InlineData("data", Containers + "/immutabilityPolicies", "", null, "immutable")]
    [InlineData("data", Containers + "/immutabilityPolicies", "name", "'x/default/pages/default'", "immutable")]
    [InlineData("data", Containers + "/immutabilityPolicies", "properties.allowProtectedAppendWrites", "true", "can be changed")]
    [InlineData("data", "Microsoft.Authorization/locks", "", null, "can be deleted")]
    [InlineData(
        "data",
        Lifecycle,
        "properties.policy.rules[0].definition.actions.baseBlob",
        "{'delete':{'daysAfterModificationGreaterThan':1}}",
        "originals do not cool"
    )]
    [InlineData(
        "data",
        Lifecycle,
        "properties.policy.rules[1].definition.filters.prefixMatch",
        "['raw/']",
        "deletes what the app has written"
    )]
    [InlineData("data", "Microsoft.Insights/diagnosticSettings", "", null, "nothing is kept")]
    [InlineData("app", "Microsoft.Web/sites", "properties.httpsOnly", "false", "httpsOnly")]
    [InlineData("app", "Microsoft.Web/sites", "properties.siteConfig.minTlsVersion", "'1.0'", "minTlsVersion")]
    [InlineData("app", "Microsoft.Web/sites", "identity.type", "'SystemAssigned, UserAssigned'", "another identity")]
    [InlineData("app", "Microsoft.Web/sites/basicPublishingCredentialsPolicies", "properties.allow", "true", "a password opens scm")]
    [InlineData("app", "Microsoft.Web/sites/basicPublishingCredentialsPolicies", "", null, "a password opens scm")]
    [InlineData("app", "Microsoft.Web/serverfarms", "sku.name", "'EP1'", "Flex")]
    [InlineData("app", null, "variables.settings.AzureWebJobsStorage", "'x'", "is a secret")]
    [InlineData("app", null, "variables.settings.Anything", "'AccountKey=x'", "is a secret")]
    [InlineData("app", null, "variables.settings.Ingestion__Folder", "'[string(listKeys(1, 2))]'", "asks for keys")]
    [InlineData("observability", null, "outputs.accountKey", "{'type':'string','value':'x'}", "is a secret")]
    [InlineData("alerts", "Microsoft.Insights/actionGroups", "properties.emailReceivers", "[]", "nobody is told")]
    [InlineData("alerts", "Microsoft.Insights/scheduledQueryRules", "properties.enabled", "false", "tells nobody")]
    [InlineData("alerts", null, "variables.rules[0].query", "'customMetrics'", "missed-run does not ask")]
    [InlineData("alerts", null, "variables.rules[3]", null, "no alert stale-release")]
    [InlineData("alerts", null, "variables.rules[0].window", "'P8D'", "looks back")]
    [InlineData(
        "alerts",
        "Microsoft.Insights/scheduledQueryRules",
        "properties.scopes",
        "[\"[parameters('insightsId')]\"]",
        "does not ask where it is told"
    )]
    [InlineData("alerts", null, "variables.rules[1].window", "'PT1H'", "looks back")]
    [InlineData("alerts", "Microsoft.Insights/actionGroups", "properties.emailReceivers[1]", null, "one person alone")]
    [InlineData(
        "alerts",
        "Microsoft.Insights/actionGroups",
        "properties.emailReceivers[1].emailAddress",
        "\"[parameters('operatorEmail')]\"",
        "one person alone"
    )]
    [InlineData("deletions", "Microsoft.Insights/activityLogAlerts", "", null, "nobody is told of a deletion")]
    [InlineData("deletions", "Microsoft.Insights/activityLogAlerts", "properties.enabled", "false", "nobody is told of a deletion")]
    [InlineData("deletions", null, "variables.operations[6]", null, "nobody is told of Microsoft.Authorization/locks/delete")]
    [InlineData("deletions", "Microsoft.Insights/scheduledQueryRules", "properties.enabled", "false", "deleted-data tells nobody")]
    [InlineData("availability", "Microsoft.Insights/webtests", "properties.Enabled", "false", "asks nothing")]
    [InlineData("availability", "Microsoft.Insights/webtests", "properties.ValidationRules.ExpectedHttpStatusCode", "503", "asks nothing")]
    [InlineData("availability", "Microsoft.Insights/metricAlerts", "", null, "is not asked from outside")]
    [InlineData("availability", "Microsoft.Insights/metricAlerts", "properties.actions", "[]", "nobody hears")]
    [InlineData("app", "Microsoft.Web/sites", "properties.siteConfig.scmIpSecurityRestrictionsDefaultAction", "'Allow'", "Kudu is open")]
    [InlineData("app", "Microsoft.Web/sites", "properties.siteConfig.scmIpSecurityRestrictionsUseMain", "true", "Kudu is open")]
    [InlineData("doorRoute", "Microsoft.Cdn/profiles/ruleSets/rules", "", null, "one reader's format")]
    [InlineData(
        "doorRoute",
        "Microsoft.Cdn/profiles/ruleSets/rules",
        "properties.conditions[0].parameters.negateCondition",
        "false",
        "one reader's format"
    )]
    [InlineData("doorRoute", "Microsoft.Cdn/profiles/afdEndpoints/routes", "properties.ruleSets", null, "one reader's format")]
    [InlineData(
        "doorRoute",
        "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies",
        "properties.policySettings.mode",
        "'Detection'",
        "has no firewall"
    )]
    [InlineData("doorRoute", "Microsoft.Cdn/profiles/securityPolicies", "", null, "has no firewall")]
    [InlineData(
        "appAccess",
        RoleDefinitions,
        "properties.permissions[0].dataActions[0]",
        "'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete'",
        "reads data"
    )]
    [InlineData(
        "appAccess",
        RoleDefinitions,
        "properties.permissions[0].actions[0]",
        "'Microsoft.Storage/storageAccounts/blobServices/containers/write'",
        "containers/write"
    )]
    [InlineData(
        "deliveryAccess",
        RoleDefinitions,
        "properties.permissions[0].actions[2]",
        "'Microsoft.Storage/storageAccounts/write'",
        "storageAccounts/write"
    )]
    [InlineData(
        "deliveryAccess",
        RoleDefinitions,
        "properties.permissions[0].actions[2]",
        "'Microsoft.Storage/storageAccounts/blobServices/write'",
        "blobServices/write"
    )]
    [InlineData(
        "deliveryAccess",
        RoleDefinitions,
        "properties.permissions[0].actions[2]",
        "'Microsoft.Insights/diagnosticSettings/write'",
        "diagnosticSettings/write"
    )]
    [InlineData("budget", "Microsoft.Consumption/budgets", "", null, "no budget")]
    [InlineData("budget", "Microsoft.Consumption/budgets", "properties.notifications.forecast", null, "warns nobody")]
    [InlineData("observability", "Microsoft.Insights/components", "properties.DisableLocalAuth", "false", "telemetry is taken")]
    [InlineData("observability", "Microsoft.OperationalInsights/workspaces", "properties.workspaceCapping.dailyQuotaGb", "-1", "no cap")]
    [InlineData("deliveryAccess", RoleDefinitions, "properties.permissions[0].actions[2]", "'*'", "may *")]
    [InlineData(
        "deliveryAccess",
        RoleDefinitions,
        "properties.permissions[0].actions[2]",
        "'Microsoft.Storage/storageAccounts/listKeys/action'",
        "listKeys"
    )]
    [InlineData(
        "deliveryAccess",
        RoleDefinitions,
        "properties.permissions[0].actions[2]",
        "'Microsoft.Authorization/roleAssignments/write'",
        "roleAssignments"
    )]
    [InlineData(
        "deliveryAccess",
        RoleDefinitions,
        "properties.permissions[0].actions[2]",
        "'Microsoft.Storage/storageAccounts/managementPolicies/write'",
        "managementPolicies"
    )]
    [InlineData(
        "deliveryAccess",
        RoleDefinitions,
        "properties.permissions[0].actions[2]",
        "'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/write'",
        "immutabilityPolicies"
    )]
    [InlineData("deliveryAccess", RoleDefinitions, "properties.permissions[0].dataActions", "['Microsoft.Storage/x']", "reads data")]
    [InlineData(
        "identities",
        "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
        "properties.subject",
        "'repo:example/budgetwatch:*'",
        "trusts"
    )]
    public void A_rule_notices(string module, string? type, string path, string? value, string says)
    {
        var template = environments.Template("prod");
        var changed = (JObject)template.SelectToken($"resources.{module}.properties.template")!;
        if (type is not null)
        {
            changed = changed["resources"]!
                .Select(child => child is JProperty named ? named.Value : child)
                .Cast<JObject>()
                .First(resource => (string?)resource["type"] == type && resource["existing"] is null);
        }

        Change(changed, path, value is null ? null : JToken.Parse(value));
        Notices(template).ShouldContain(broken => broken.Contains(says, StringComparison.Ordinal));
    }

    /// <summary>What asks for keys is not evaluated: what it would give is known to Azure alone.</summary>
    private IReadOnlyList<string> Notices(JObject template) =>
        TemplateRules.KeysInExpressions(template).ToList() is { Count: > 0 } keys
            ? keys
            : TemplateRules.Broken(template, environments.Deploy("prod", template, ("frontDoor", true)));

    private static void Change(JObject about, string path, JToken? value)
    {
        var found = path.Length == 0 ? about : about.SelectToken(path);
        if (found is null)
        {
            // Something new: its parent must be there, or the test is about nothing.
            var last = path.LastIndexOf('.');
            ((JObject)about.SelectToken(path[..last]).ShouldNotBeNull(path))[path[(last + 1)..]] = value.ShouldNotBeNull(path);
        }
        else if (value is not null)
        {
            found.Replace(value);
        }
        else if (found.Parent is JProperty property)
        {
            property.Remove();
        }
        else
        {
            found.Remove();
        }
    }
}
