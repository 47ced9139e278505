using System.Text.RegularExpressions;
using BudgetWatch.Infra.Tests.Bicep;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Infra.Tests;

/// <summary>Names are the same each time, no two the same, and as Azure allows them.</summary>
public sealed partial class NameTests(CompiledEnvironments environments)
{
    /// <summary>Azure's rules for names, from its page "Naming rules and restrictions for Azure resources".</summary>
    private static readonly Dictionary<string, string> Allowed = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Resources/resourceGroups"] = @"^[\w.()-]{0,89}[\w()-]$",
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = "^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$",
        ["Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials"] = "^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$",
        ["Microsoft.OperationalInsights/workspaces"] = "^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$",
        ["Microsoft.OperationalInsights/workspaces/savedSearches"] = "^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$",
        ["Microsoft.Insights/components"] = @"^[^%&\\?/]{0,254}[^%&\\?/ .]$",
        ["Microsoft.Insights/actionGroups"] = @"^[^:<>+/&%\\?|]{0,259}[^:<>+/&%\\?| .]$",
        ["Microsoft.Insights/scheduledQueryRules"] = @"^[^*#<>%&:\\?+/{}]{0,259}[^*#<>%&:\\?+/{} .]$",
        ["Microsoft.Insights/activityLogAlerts"] = @"^[^*#<>%&:\\?+/{}]{0,259}[^*#<>%&:\\?+/{} .]$",
        ["Microsoft.Insights/metricAlerts"] = @"^[^*#&+:<>?@%{}\\/|]{0,259}[^*#&+:<>?@%{}\\/| .]$",
        ["Microsoft.Insights/webtests"] = @"^[A-Za-z0-9][A-Za-z0-9._-]{0,258}[A-Za-z0-9]$",
        ["Microsoft.Insights/diagnosticSettings"] = "^[A-Za-z0-9-]{1,260}$",
        ["Microsoft.Storage/storageAccounts"] = "^[a-z0-9]{3,24}$",
        ["Microsoft.Storage/storageAccounts/blobServices"] = "^default$",
        ["Microsoft.Storage/storageAccounts/queueServices"] = "^default$",
        ["Microsoft.Storage/storageAccounts/tableServices"] = "^default$",
        ["Microsoft.Storage/storageAccounts/managementPolicies"] = "^default$",
        ["Microsoft.Storage/storageAccounts/blobServices/containers"] = "^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$",
        ["Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies"] = "^default$",
        ["Microsoft.Storage/storageAccounts/queueServices/queues"] = "^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$",
        ["Microsoft.Storage/storageAccounts/tableServices/tables"] = "^[A-Za-z][A-Za-z0-9]{2,62}$",
        ["Microsoft.Web/serverfarms"] = "^[A-Za-z0-9-]{1,60}$",
        ["Microsoft.Web/sites"] = "^[A-Za-z0-9][A-Za-z0-9-]{0,58}[A-Za-z0-9]$",
        ["Microsoft.Web/sites/basicPublishingCredentialsPolicies"] = "^(scm|ftp)$",
        ["Microsoft.Consumption/budgets"] = "^[A-Za-z0-9_-]{1,63}$",
        ["Microsoft.Authorization/locks"] = @"^[^<>%&:\\?/]{1,90}$",
        ["Microsoft.Authorization/roleAssignments"] = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        ["Microsoft.Authorization/roleDefinitions"] = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        ["Microsoft.Cdn/profiles"] = "^[A-Za-z0-9][A-Za-z0-9-]{0,258}[A-Za-z0-9]$",
        ["Microsoft.Cdn/profiles/afdEndpoints"] = "^[A-Za-z0-9][A-Za-z0-9-]{0,44}[A-Za-z0-9]$",
        ["Microsoft.Cdn/profiles/afdEndpoints/routes"] = "^[A-Za-z0-9][A-Za-z0-9-]{0,88}[A-Za-z0-9]$",
        ["Microsoft.Cdn/profiles/ruleSets"] = "^[A-Za-z][A-Za-z0-9]{0,59}$",
        ["Microsoft.Cdn/profiles/ruleSets/rules"] = "^[A-Za-z][A-Za-z0-9]{0,259}$",
        ["Microsoft.Cdn/profiles/securityPolicies"] = "^[A-Za-z0-9][A-Za-z0-9-]{0,258}[A-Za-z0-9]$",
        ["Microsoft.Network/frontDoorWebApplicationFirewallPolicies"] = "^[A-Za-z][A-Za-z0-9]{0,127}$",
        ["Microsoft.Cdn/profiles/originGroups"] = "^[A-Za-z0-9][A-Za-z0-9-]{0,88}[A-Za-z0-9]$",
        ["Microsoft.Cdn/profiles/originGroups/origins"] = "^[A-Za-z0-9][A-Za-z0-9-]{0,88}[A-Za-z0-9]$",
    };

    [Theory]
    [MemberData(nameof(CompiledEnvironments.Names), MemberType = typeof(CompiledEnvironments))]
    public void They_are_legal(string environment)
    {
        foreach (var resource in environments.Deploy(environment, changed: ("frontDoor", true)).Resources)
        {
            Allowed.ShouldContainKey(resource.Type, $"{resource.Type} is new: add Azure's rule for its name");
            Regex
                .IsMatch(resource.Name.Split('/')[^1], Allowed[resource.Type], RegexOptions.None, TimeSpan.FromSeconds(1))
                .ShouldBeTrue($"{resource.Type} {resource.Name}");

            // As deep as its type, or Azure would look for another parent.
            resource.Name.Split('/').Length.ShouldBe(resource.Type.Split('/').Length - 1, resource.Name);
        }
    }

    [Theory]
    [MemberData(nameof(CompiledEnvironments.Names), MemberType = typeof(CompiledEnvironments))]
    public void They_are_each_its_own(string environment) =>
        environments
            .Deploy(environment, changed: ("frontDoor", true))
            .Resources.GroupBy(resource => (resource.Scope, resource.Type, resource.Name))
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ShouldBeEmpty();

    /// <summary>Nothing in a name may be of a moment or of chance: the next deployment must find what this one made.</summary>
    [Fact]
    public void They_are_the_same_each_time()
    {
        var template = environments.Template("prod");
        template
            .Descendants()
            .OfType<JValue>()
            .Where(value => value.Value is string text && OfTheMoment().IsMatch(text))
            .Select(value => value.Path)
            .ShouldBeEmpty();
        environments
            .Deploy("prod")
            .Resources.Select(resource => resource.Name)
            .ShouldBe(environments.Deploy("prod").Resources.Select(resource => resource.Name));
    }

    /// <summary>What is unique in the world must differ between environments and subscriptions, not only begin differently.</summary>
    [Fact]
    public void Addresses_are_of_one_environment()
    {
        string[] worldwide = ["Microsoft.Storage/storageAccounts", "Microsoft.Web/sites", "Microsoft.Cdn/profiles/afdEndpoints"];
        List<string> Of(string environment) =>
            [
                .. environments
                    .Deploy(environment, changed: ("frontDoor", true))
                    .Resources.Where(resource => worldwide.Contains(resource.Type))
                    .Select(resource => resource.Name.Split('/')[^1]),
            ];
        Of("dev").Intersect(Of("prod")).ShouldBeEmpty();
        Of("prod").Count.ShouldBe(4);
        Of("prod").ShouldAllBe(name => EndsInToken().IsMatch(name));
    }

    /// <summary>A second deployment of an environment stands beside the first: not one name of theirs is the same where both would be.</summary>
    [Theory]
    [MemberData(nameof(CompiledEnvironments.Names), MemberType = typeof(CompiledEnvironments))]
    public void A_second_deployment_stands_beside_the_first(string environment)
    {
        var first = environments.Deploy(environment, changed: ("frontDoor", true));
        var second = environments.Deploy(
            environment,
            changed: [("frontDoor", true), ("groupSuffix", "elsewhere2"), ("location", "northeurope")]
        );
        var group = second.Of("Microsoft.Resources/resourceGroups").Single();
        group.Name.ShouldBe($"budgetwatch-{environment}-elsewhere2");
        ((string)group.At("location")!).ShouldBe("northeurope");
        second.Resources.Count.ShouldBe(first.Resources.Count);
        second
            .Resources.Select(resource => (resource.Scope, resource.Type, resource.Name))
            .Intersect(first.Resources.Select(resource => (resource.Scope, resource.Type, resource.Name)))
            .ShouldBeEmpty();
        foreach (var resource in second.Resources)
        {
            Regex
                .IsMatch(resource.Name.Split('/')[^1], Allowed[resource.Type], RegexOptions.None, TimeSpan.FromSeconds(1))
                .ShouldBeTrue(resource.Name);
        }

        // What is unique in the world, and the name of a role, which is in the whole tenant.
        string[] worldwide = ["Microsoft.Storage/storageAccounts", "Microsoft.Web/sites", "Microsoft.Cdn/profiles/afdEndpoints"];
        second
            .Resources.Where(resource => worldwide.Contains(resource.Type))
            .Select(resource => resource.Name)
            .Intersect(first.Resources.Select(resource => resource.Name))
            .ShouldBeEmpty();
        second
            .Of("Microsoft.Authorization/roleDefinitions")
            .Select(role => (string)role.At("properties.roleName")!)
            .Intersect(first.Of("Microsoft.Authorization/roleDefinitions").Select(role => (string)role.At("properties.roleName")!))
            .ShouldBeEmpty();
    }

    [GeneratedRegex(
        @"\b(newGuid|utcNow|dateTimeAdd)\(",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex OfTheMoment();

    [GeneratedRegex("[a-z2-7]{13}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EndsInToken();
}
