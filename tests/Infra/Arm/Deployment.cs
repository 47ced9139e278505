using Newtonsoft.Json.Linq;

namespace BudgetWatch.Infra.Tests.Arm;

/// <summary>What a template puts into an empty subscription: every module opened, every loop run, every condition decided.</summary>
internal sealed record Deployment(IReadOnlyList<DeployedResource> Resources, IReadOnlyDictionary<string, JToken> Outputs)
{
    /// <summary>Opens a template at the scope of a subscription.</summary>
    /// <param name="template">The compiled template.</param>
    /// <param name="parameters">Its parameters' values.</param>
    public static Deployment Of(JObject template, JObject parameters)
    {
        var scope = new TemplateScope(template, parameters, resourceGroup: null);
        return new Deployment([.. scope.Resources()], scope.Outputs());
    }

    public IEnumerable<DeployedResource> Of(string type) =>
        Resources.Where(resource => string.Equals(resource.Type, type, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A resource.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name, with its parents'.</param>
/// <param name="Scope">The id of what it stands in or is about.</param>
/// <param name="Body">All of it, evaluated.</param>
internal sealed record DeployedResource(string Type, string Name, string Scope, JObject Body)
{
    public JToken? At(string path) => Body.SelectToken(path);
}
