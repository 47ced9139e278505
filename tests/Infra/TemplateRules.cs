using System.Globalization;
using System.Text.RegularExpressions;
using BudgetWatch.Infra.Tests.Arm;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Infra.Tests;

/// <summary>What may never be otherwise, whatever is deployed. Each rule says in words what broke it.</summary>
internal static partial class TemplateRules
{
    /// <summary>The alerts that are rules on telemetry and logs, with the metric or record each asks. Cost is the budget's.</summary>
    private static readonly Dictionary<string, string> Alerts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["missed-run"] = "budgetwatch.runs.completed",
        ["refused-edition"] = "budgetwatch.editions.refused",
        ["poison-message"] = "budgetwatch.incidents.opened",
        ["stale-release"] = "budgetwatch.release.age",
        ["failing-requests"] = "budgetwatch.request.duration",
        ["telemetry-cap"] = "OverQuota",
        ["deleted-data"] = "StorageTableLogs",
    };

    /// <summary>What is told of when it is deleted: what keeps figures, and what guards them.</summary>
    private static readonly string[] Deletions =
    [
        "Microsoft.Storage/storageAccounts/delete",
        "Microsoft.Storage/storageAccounts/blobServices/containers/delete",
        "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/delete",
        "Microsoft.Storage/storageAccounts/tableServices/tables/delete",
        "Microsoft.Storage/storageAccounts/managementPolicies/delete",
        "Microsoft.Insights/diagnosticSettings/delete",
        "Microsoft.Authorization/locks/delete",
    ];

    /// <summary>Everything that is wrong with a template and what it deploys.</summary>
    public static IReadOnlyList<string> Broken(JObject template, Deployment deployment) =>
        [
            .. KeysInExpressions(template),
            .. SecretsInOutputs(template, deployment),
            .. SecretsInSettings(deployment),
            .. Accounts(deployment),
            .. Sites(deployment),
            .. Raw(deployment),
            .. Lifecycle(deployment),
            .. AlertRules(deployment),
            .. Budget(deployment),
            .. Telemetry(deployment),
            .. Diagnostics(deployment),
            .. Roles(deployment),
            .. Trust(deployment),
            .. DeletedResources(deployment),
            .. FromOutside(deployment),
            .. Door(deployment),
        ];

    /// <summary>Expressions that ask Azure for keys.</summary>
    public static IEnumerable<string> KeysInExpressions(JObject template) =>
        template
            .DescendantsAndSelf()
            .OfType<JValue>()
            .Where(value => value.Value is string text && text.StartsWith('[') && AsksForKeys().IsMatch(text))
            .Select(value => $"{value.Path} asks for keys");

    private static IEnumerable<string> SecretsInOutputs(JObject template, Deployment deployment) =>
        template
            .DescendantsAndSelf()
            .OfType<JProperty>()
            .Where(property => property.Name == "outputs" && property.Value is JObject)
            .SelectMany(outputs => ((JObject)outputs.Value).Properties())
            // Insights takes telemetry of identities alone (a rule below), so its connection string is an address.
            .Where(output => output.Name != "connectionString")
            .Where(output =>
                ((string?)output.Value["type"])?.StartsWith("secure", StringComparison.OrdinalIgnoreCase) != false
                || Secret().IsMatch(output.Name)
            )
            .Select(output => $"the output {output.Name} is a secret")
            .Concat(
                deployment
                    .Outputs.Where(output => output.Value.ToString().Contains("onnectionString", StringComparison.Ordinal))
                    .Select(output => $"the output {output.Key} is a connection string")
            );

    private static IEnumerable<string> SecretsInSettings(Deployment deployment) =>
        Settings(deployment)
            .Where(setting =>
                Secret().IsMatch(setting.Key)
                || SecretValue().IsMatch(setting.Value)
                || setting.Key is "AzureWebJobsStorage" or "APPINSIGHTS_INSTRUMENTATIONKEY" or "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING"
            )
            .Select(setting => $"the setting {setting.Key} is a secret");

    /// <summary>The app's settings.</summary>
    public static IReadOnlyDictionary<string, string> Settings(Deployment deployment) =>
        deployment
            .Of("Microsoft.Web/sites")
            .Single()
            .At("properties.siteConfig.appSettings")!
            .ToDictionary(setting => (string)setting["name"]!, setting => (string)setting["value"]!, StringComparer.Ordinal);

    private static IEnumerable<string> Accounts(Deployment deployment)
    {
        var accounts = deployment.Of("Microsoft.Storage/storageAccounts").ToList();
        if (accounts.Count != 2)
        {
            yield return $"there are {accounts.Count} storage accounts";
        }

        foreach (var account in accounts)
        {
            foreach (
                var (path, expected) in ((string, JToken)[])
                    [
                        ("allowSharedKeyAccess", false),
                        ("allowBlobPublicAccess", false),
                        ("supportsHttpsTrafficOnly", true),
                        ("minimumTlsVersion", "TLS1_2"),
                        ("allowCrossTenantReplication", false),
                        ("defaultToOAuthAuthentication", true),
                        ("allowedCopyScope", "AAD"),
                    ]
            )
            {
                if (!JToken.DeepEquals(account.At($"properties.{path}"), expected))
                {
                    yield return $"{path} of {account.Name} is not {expected}";
                }
            }

            var blobs = deployment
                .Of("Microsoft.Storage/storageAccounts/blobServices")
                .SingleOrDefault(service => service.Name == $"{account.Name}/default");
            if ((bool?)blobs?.At("properties.isVersioningEnabled") != true)
            {
                yield return $"{account.Name} keeps no versions";
            }

            foreach (var policy in (string[])["deleteRetentionPolicy", "containerDeleteRetentionPolicy"])
            {
                if ((bool?)blobs?.At($"properties.{policy}.enabled") != true || (int?)blobs.At($"properties.{policy}.days") is not >= 7)
                {
                    yield return $"{policy} of {account.Name} is no week";
                }
            }
        }

        foreach (
            var container in deployment
                .Of("Microsoft.Storage/storageAccounts/blobServices/containers")
                .Where(container => (string?)container.At("properties.publicAccess") != "None")
        )
        {
            yield return $"container {container.Name} is public";
        }
    }

    private static IEnumerable<string> Sites(Deployment deployment)
    {
        var site = deployment.Of("Microsoft.Web/sites").Single();
        foreach (
            var (path, expected) in ((string, JToken)[])
                [
                    ("httpsOnly", true),
                    ("siteConfig.minTlsVersion", "1.2"),
                    ("siteConfig.scmMinTlsVersion", "1.2"),
                    ("siteConfig.ftpsState", "Disabled"),
                    ("siteConfig.remoteDebuggingEnabled", false),
                    ("functionAppConfig.runtime.name", "dotnet-isolated"),
                    ("functionAppConfig.runtime.version", "10.0"),
                    ("functionAppConfig.deployment.storage.authentication.type", "UserAssignedIdentity"),
                ]
        )
        {
            if (!JToken.DeepEquals(site.At($"properties.{path}"), expected))
            {
                yield return $"{path} of the app is not {expected}";
            }
        }

        if ((string?)site.At("identity.type") != "UserAssigned")
        {
            yield return "the app has another identity than its own";
        }

        foreach (var kind in (string[])["scm", "ftp"])
        {
            if (
                deployment
                    .Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies")
                    .SingleOrDefault(policy => policy.Name == $"{site.Name}/{kind}")
                    is not { } policy
                || (bool?)policy.At("properties.allow") != false
            )
            {
                yield return $"a password opens {kind}";
            }
        }

        // Shut at the front and open at the side would be open.
        if (
            (string?)site.At("properties.siteConfig.ipSecurityRestrictionsDefaultAction") == "Deny"
            && (
                (string?)site.At("properties.siteConfig.scmIpSecurityRestrictionsDefaultAction") != "Deny"
                || (bool?)site.At("properties.siteConfig.scmIpSecurityRestrictionsUseMain") != false
                || site.At("properties.siteConfig.scmIpSecurityRestrictions")?.Any() != false
            )
        )
        {
            yield return "Kudu is open behind the front door";
        }

        if ((string?)deployment.Of("Microsoft.Web/serverfarms").Single().At("sku.name") != "FC1")
        {
            yield return "the plan is not Flex Consumption";
        }
    }

    private static IEnumerable<string> Raw(Deployment deployment)
    {
        var policies = deployment.Of("Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies").ToList();
        if (policies.Count != 1 || policies[0].Name.Split('/') is not [_, "default", "raw", "default"])
        {
            yield return "not the raw container alone is immutable";
        }

        foreach (var policy in policies)
        {
            if (
                (int?)policy.At("properties.immutabilityPeriodSinceCreationInDays") is not >= 1
                || (bool?)policy.At("properties.allowProtectedAppendWrites") != false
                || (bool?)policy.At("properties.allowProtectedAppendWritesAll") != false
            )
            {
                yield return "originals can be changed";
            }
        }

        if (
            !deployment
                .Of("Microsoft.Authorization/locks")
                .Any(held =>
                    held.Scope.Contains("/storageAccounts/bwdata", StringComparison.Ordinal)
                    && (string?)held.At("properties.level") == "CanNotDelete"
                )
        )
        {
            yield return "the account of originals can be deleted";
        }
    }

    private static IEnumerable<string> Lifecycle(Deployment deployment)
    {
        var rules = deployment
            .Of("Microsoft.Storage/storageAccounts/managementPolicies")
            .SelectMany(policy => policy.At("properties.policy.rules")!.Children<JObject>())
            .ToList();
        if (!rules.Any(rule => Prefixes(rule).Contains("raw/") && rule.SelectToken("definition.actions.baseBlob.tierToCool") is not null))
        {
            yield return "originals do not cool";
        }

        foreach (
            var rule in rules.Where(rule =>
                rule.SelectToken("definition.actions")!
                    .Children<JProperty>()
                    .SelectMany(action => action.Value.Children<JProperty>())
                    .Any(action => action.Name == "delete")
            )
        )
        {
            if (Prefixes(rule) is not { Count: > 0 } prefixes || prefixes.Any(prefix => prefix is "" or "raw/" or "read/" or "pages/"))
            {
                yield return $"{rule["name"]} deletes what the app has written";
            }

            if (rule.SelectToken("definition.actions.baseBlob.delete") is not null)
            {
                yield return $"{rule["name"]} deletes blobs themselves";
            }
        }
    }

    private static List<string> Prefixes(JObject rule) =>
        [.. rule.SelectToken("definition.filters.prefixMatch")?.Values<string>().OfType<string>() ?? []];

    private static IEnumerable<string> AlertRules(Deployment deployment)
    {
        var rules = deployment.Of("Microsoft.Insights/scheduledQueryRules").ToList();
        var group = deployment.Of("Microsoft.Insights/actionGroups").SingleOrDefault();
        if (group is null || (bool?)group.At("properties.enabled") != true || group.At("properties.emailReceivers")?.Any() != true)
        {
            yield return "nobody is told of an alert";
        }

        if (
            group
                ?.At("properties.emailReceivers")
                ?.Select(receiver => (string?)receiver["emailAddress"])
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Count()
            is < 2
        )
        {
            yield return "one person alone is told of an alert";
        }

        if (group?.At("properties.groupShortName") is { } shortName && ((string)shortName!).Length > 12)
        {
            yield return "the action group's short name is too long";
        }

        foreach (var (name, asks) in Alerts)
        {
            if (rules.SingleOrDefault(rule => rule.Name.EndsWith($"-{name}", StringComparison.Ordinal)) is not { } rule)
            {
                yield return $"there is no alert {name}";
                continue;
            }

            if (
                (bool?)rule.At("properties.enabled") != true
                || rule.At("properties.actions.actionGroups")
                    ?.Values<string>()
                    .Any(action => action!.Contains("actionGroups", StringComparison.OrdinalIgnoreCase)) != true
            )
            {
                yield return $"the alert {name} tells nobody";
            }

            if (!((string?)rule.At("properties.criteria.allOf[0].query") ?? "").Contains(asks, StringComparison.Ordinal))
            {
                yield return $"the alert {name} does not ask {asks}";
            }

            // The workspace's record of itself is not to be had through the component.
            var kind = name is "telemetry-cap" or "deleted-data" ? "/workspaces/" : "/components/";
            if (
                rule.At("properties.scopes")?.Values<string>().All(scope => scope!.Contains(kind, StringComparison.OrdinalIgnoreCase))
                != true
            )
            {
                yield return $"the alert {name} does not ask where it is told";
            }

            // Azure takes at most two days. Telemetry arrives minutes late: windows that only touch would never see what came after theirs was looked at.
            var window = System.Xml.XmlConvert.ToTimeSpan((string)rule.At("properties.windowSize")!);
            var every = System.Xml.XmlConvert.ToTimeSpan((string)rule.At("properties.evaluationFrequency")!);
            if (window > TimeSpan.FromDays(2) || every * 2 > window || every < TimeSpan.FromMinutes(5))
            {
                yield return $"the alert {name} looks back {window} every {every}";
            }
        }

        if (rules.Count != Alerts.Count)
        {
            yield return $"there are {rules.Count} alerts";
        }
    }

    private static IEnumerable<string> Budget(Deployment deployment)
    {
        if (deployment.Of("Microsoft.Consumption/budgets").SingleOrDefault() is not { } budget)
        {
            yield return "there is no budget";
            yield break;
        }

        if ((int?)budget.At("properties.amount") is not > 0 || (string?)budget.At("properties.timeGrain") != "Monthly")
        {
            yield return "the budget is not of a month";
        }

        var notices = budget.At("properties.notifications")!.Children<JProperty>().Select(notice => (JObject)notice.Value).ToList();
        if (
            !notices.Any(notice => (string?)notice["thresholdType"] == "Forecasted")
            || !notices.Any(notice => (string?)notice["thresholdType"] == "Actual" && (int?)notice["threshold"] < 100)
            || notices.Any(notice => (bool?)notice["enabled"] != true || notice["contactGroups"]?.Any() != true)
        )
        {
            yield return "the budget warns nobody, or too late";
        }

        if (!((string?)budget.At("properties.timePeriod.startDate") ?? "").EndsWith("-01", StringComparison.Ordinal))
        {
            yield return "the budget does not begin with a month";
        }
    }

    private static IEnumerable<string> Telemetry(Deployment deployment)
    {
        if ((bool?)deployment.Of("Microsoft.Insights/components").Single().At("properties.DisableLocalAuth") != true)
        {
            yield return "telemetry is taken from whoever has the key";
        }

        if ((bool?)deployment.Of("Microsoft.Insights/components").Single().At("properties.DisableIpMasking") != false)
        {
            yield return "addresses of readers are kept";
        }

        var workspace = deployment.Of("Microsoft.OperationalInsights/workspaces").Single();
        if (
            Convert.ToDouble(((JValue?)workspace.At("properties.workspaceCapping.dailyQuotaGb"))?.Value ?? 0d, CultureInfo.InvariantCulture)
            is not (> 0 and <= 1)
        )
        {
            yield return "telemetry has no cap";
        }

        if ((bool?)workspace.At("properties.features.disableLocalAuth") != true)
        {
            yield return "the workspace has keys";
        }
    }

    private static IEnumerable<string> Diagnostics(Deployment deployment)
    {
        var about = deployment
            .Of("Microsoft.Insights/diagnosticSettings")
            .Where(setting =>
                setting.At("properties.workspaceId") is not null
                && setting.At("properties.logs")?.Any(log => (bool?)log["enabled"] == true) == true
            )
            .Select(setting => setting.Scope)
            .ToList();
        return ((string[])["/blobServices/", "/tableServices/", "/Microsoft.Web/sites/"])
            .Where(part => !about.Exists(scope => scope.Contains(part, StringComparison.Ordinal)))
            .Select(part => $"nothing is kept of what {part} says");
    }

    private static IEnumerable<string> Roles(Deployment deployment)
    {
        foreach (var role in deployment.Of("Microsoft.Authorization/roleDefinitions"))
        {
            foreach (var permission in role.At("properties.permissions")!.Children<JObject>())
            {
                if (permission["dataActions"]!.Values<string>().Any(action => !KeepsData().IsMatch(action!)))
                {
                    yield return $"{role.At("properties.roleName")} reads data";
                }

                foreach (var action in permission["actions"]!.Values<string>().Where(action => TooMuch().IsMatch(action!)))
                {
                    yield return $"{role.At("properties.roleName")} may {action}";
                }
            }
        }

        foreach (
            var right in deployment
                .Of("Microsoft.Authorization/roleAssignments")
                .Where(right => (string?)right.At("properties.principalType") != "ServicePrincipal")
        )
        {
            yield return $"{right.Name} is given to no identity of ours";
        }
    }

    private static IEnumerable<string> DeletedResources(Deployment deployment)
    {
        if (
            deployment.Of("Microsoft.Insights/activityLogAlerts").SingleOrDefault() is not { } alert
            || (bool?)alert.At("properties.enabled") != true
            || alert.At("properties.actions.actionGroups")?.Any() != true
        )
        {
            yield return "nobody is told of a deletion";
            yield break;
        }

        if (
            alert
                .At("properties.scopes")
                ?.Values<string>()
                .All(scope => scope!.Contains("/resourceGroups/budgetwatch-", StringComparison.Ordinal)) != true
        )
        {
            yield return "deletions are looked for elsewhere";
        }

        var told =
            alert.At("properties.condition.allOf[1].anyOf")?.Select(any => (string?)any["equals"]).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var operation in Deletions.Where(operation => !told.Contains(operation)))
        {
            yield return $"nobody is told of {operation}";
        }
    }

    /// <summary>Where the app is asked from outside, in dev not.</summary>
    private static IEnumerable<string> FromOutside(Deployment deployment)
    {
        var tests = deployment.Of("Microsoft.Insights/webtests").ToList();
        var alerts = deployment.Of("Microsoft.Insights/metricAlerts").ToList();
        var isProd = deployment.Of("Microsoft.Web/sites").Single().Name.Contains("-prod-", StringComparison.Ordinal);
        if (tests.Count != (isProd ? 1 : 0) || alerts.Count != tests.Count)
        {
            yield return "the app is not asked from outside, or nobody hears of it";
        }

        foreach (var test in tests)
        {
            var places = test.At("properties.Locations")?.Count() ?? 0;
            if (
                (bool?)test.At("properties.Enabled") != true
                || places < 2
                || (int?)test.At("properties.ValidationRules.ExpectedHttpStatusCode") != 200
                || !((string?)test.At("properties.Request.RequestUrl") ?? "").StartsWith("https://", StringComparison.Ordinal)
                || !((string?)test.At("properties.Request.RequestUrl") ?? "").EndsWith("/api/v1/health", StringComparison.Ordinal)
                || test.At("tags")?.Children<JProperty>().Any(tag => tag.Name.StartsWith("hidden-link:", StringComparison.Ordinal)) != true
            )
            {
                yield return $"{test.Name} asks nothing";
            }

            if (
                !alerts.Exists(alert =>
                    (bool?)alert.At("properties.enabled") == true
                    && alert.At("properties.actions")?.Any() == true
                    && (int?)alert.At("properties.criteria.failedLocationCount") == places
                )
            )
            {
                yield return $"nobody hears of {test.Name}";
            }
        }
    }

    /// <summary>A front door, where there is one: whose answers it keeps, and what stands before it.</summary>
    private static IEnumerable<string> Door(Deployment deployment)
    {
        foreach (
            var route in deployment
                .Of("Microsoft.Cdn/profiles/afdEndpoints/routes")
                .Where(route => route.At("properties.cacheConfiguration") is not null)
        )
        {
            // Its cache knows no Accept: only answers to one and the same may be in it.
            var rules = deployment.Of("Microsoft.Cdn/profiles/ruleSets/rules").ToList();
            if (
                route.At("properties.ruleSets")?.Any() != true
                || !rules.Exists(rule =>
                    rule.At("properties.conditions")?.Count() == 1
                    && (string?)rule.At("properties.conditions[0].name") == "RequestHeader"
                    && (string?)rule.At("properties.conditions[0].parameters.selector") == "Accept"
                    && (string?)rule.At("properties.conditions[0].parameters.operator") == "Equal"
                    && (bool?)rule.At("properties.conditions[0].parameters.negateCondition") == true
                    && rule.At("properties.conditions[0].parameters.matchValues")?.Values<string>().SequenceEqual(["*/*"]) == true
                    && (string?)rule.At("properties.actions[0].name") == "RouteConfigurationOverride"
                    && rule.At("properties.actions[0].parameters.cacheConfiguration") is null
                )
            )
            {
                yield return $"{route.Name} gives one reader's format to another";
            }
        }

        foreach (var endpoint in deployment.Of("Microsoft.Cdn/profiles/afdEndpoints"))
        {
            var wall = deployment.Of("Microsoft.Network/frontDoorWebApplicationFirewallPolicies").SingleOrDefault();
            if (
                wall is null
                || (string?)wall.At("properties.policySettings.enabledState") != "Enabled"
                || (string?)wall.At("properties.policySettings.mode") != "Prevention"
                || wall.At("properties.customRules.rules")
                    ?.Any(rule => (string?)rule["ruleType"] == "RateLimitRule" && (string?)rule["action"] == "Block") != true
                || !deployment
                    .Of("Microsoft.Cdn/profiles/securityPolicies")
                    .Any(policy =>
                        policy.At("properties.parameters.associations[0].patternsToMatch")?.Values<string>().Contains("/*") == true
                        && ((string?)policy.At("properties.parameters.wafPolicy.id") ?? "").Contains(
                            "frontDoorWebApplicationFirewallPolicies",
                            StringComparison.OrdinalIgnoreCase
                        )
                    )
            )
            {
                yield return $"{endpoint.Name} has no firewall";
            }
        }
    }

    private static IEnumerable<string> Trust(Deployment deployment)
    {
        foreach (var trust in deployment.Of("Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials"))
        {
            var subject = (string?)trust.At("properties.subject") ?? "";
            var expected = trust.Name.Contains("-deployer/", StringComparison.Ordinal) ? ":environment:" : ":pull_request";
            if (
                !subject.StartsWith("repo:", StringComparison.Ordinal)
                || !subject.Contains(expected, StringComparison.Ordinal)
                || subject.Contains('*', StringComparison.Ordinal)
                || (string?)trust.At("properties.issuer") != "https://token.actions.githubusercontent.com"
            )
            {
                yield return $"{trust.Name} trusts {subject}";
            }
        }
    }

    [GeneratedRegex(@"\blist[A-Z]\w*\(", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AsksForKeys();

    [GeneratedRegex(
        @"(?<!token)(key|secret|password|connectionstring|sas)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Secret();

    [GeneratedRegex(
        @"AccountKey=|SharedAccess|[?&]sig=|Password=",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex SecretValue();

    // What may be done to data: read, write and add, never delete.
    [GeneratedRegex(
        @"^Microsoft\.Storage/storageAccounts/(blobServices/containers/blobs|tableServices/tables/entities)/(read|write|add/action|update/action)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex KeepsData();

    // Of storage nothing is written but a table made: who may write an account's settings may weaken them.
    [GeneratedRegex(
        @"^\*|^Microsoft\.Storage/(?!storageAccounts/tableServices/tables/write$).*/(write|action)$|diagnosticSettings/write|activityLogAlerts/write|sharedKeys|Microsoft\.Authorization/|/delete$|list\w*keys|listAccountSas|federatedIdentityCredentials|immutabilityPolicies/(write|delete|\*)|managementPolicies/(write|\*)|locks/|^Microsoft\.Storage/.*\*|^Microsoft\.(?!Resources/deployments/\*|Cdn/)\w+/.*\*",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex TooMuch();
}
