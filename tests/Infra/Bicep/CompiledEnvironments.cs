using BudgetWatch.Infra.Tests.Arm;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Infra.Tests.Bicep;

/// <summary>Both environments, compiled once for every test.</summary>
public sealed class CompiledEnvironments : IAsyncLifetime
{
    private readonly Dictionary<string, (JObject Template, JObject Parameters, string Complaints)> compiled = new(StringComparer.Ordinal);

    public static TheoryData<string> Names => ["dev", "prod"];

    public async ValueTask InitializeAsync()
    {
        if (!BicepCompiler.IsHere)
        {
            return;
        }

        var running = ((string[])["dev", "prod"])
            .Select(name => (Name: name, Built: BicepCompiler.RunAsync("build-params", $"main.{name}.bicepparam", "--stdout")))
            .ToList();
        foreach (var (name, built) in running)
        {
            var (code, said, complained) = await built;
            code.ShouldBe(0, complained);
            var both = Parse(said);
            compiled.Add(
                name,
                (Parse((string)both["templateJson"]!), (JObject)Parse((string)both["parametersJson"]!)["parameters"]!, complained)
            );
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What the compiler had to say of an environment.</summary>
    public string Complaints(string environment)
    {
        Assert.SkipUnless(BicepCompiler.IsHere, BicepCompiler.SkipReason);
        return compiled[environment].Complaints;
    }

    /// <summary>The template as it is, to be changed.</summary>
    public JObject Template(string environment)
    {
        Assert.SkipUnless(BicepCompiler.IsHere, BicepCompiler.SkipReason);
        return (JObject)compiled[environment].Template.DeepClone();
    }

    /// <summary>What a template would put into an empty subscription.</summary>
    /// <param name="environment">The environment, whose parameters are taken.</param>
    /// <param name="template">The template; as it is unless given.</param>
    /// <param name="changed">Parameters to change.</param>
    internal Deployment Deploy(string environment, JObject? template = null, params (string Name, JToken Value)[] changed)
    {
        Assert.SkipUnless(BicepCompiler.IsHere, BicepCompiler.SkipReason);
        var parameters = new JObject(
            compiled[environment].Parameters.Properties().Select(property => new JProperty(property.Name, property.Value["value"]))
        );
        foreach (var (name, value) in changed)
        {
            parameters[name] = value;
        }

        return Deployment.Of(template ?? compiled[environment].Template, parameters);
    }

    private static JObject Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }
}
