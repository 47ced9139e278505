using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using System.Runtime.Serialization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NSwag.CodeGeneration.CSharp;

namespace BudgetWatch.EndToEnd.Tests.Clients;

/// <summary>A client as NSwag generates it from a document, with its settings as they come, compiled; its methods are called by the names that the contract gives them.</summary>
internal sealed class GeneratedClient
{
    private readonly object _client;

    private GeneratedClient(object client) => _client = client;

    /// <summary>Generates and compiles one.</summary>
    /// <param name="document">The contract.</param>
    /// <param name="http">What it asks with.</param>
    /// <param name="address">Where.</param>
    public static async Task<GeneratedClient> MakeAsync(string document, HttpClient http, Uri address)
    {
        var settings = new CSharpClientGeneratorSettings { ClassName = "Client", CSharpGeneratorSettings = { Namespace = "Generated" } };
        var code = new CSharpClientGenerator(await NSwag.OpenApiDocument.FromJsonAsync(document), settings).GenerateFile();
        var compiled = CSharpCompilation.Create(
            "Generated",
            [CSharpSyntaxTree.ParseText(code)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        );
        using var bytes = new MemoryStream();
        var emitted = compiled.Emit(bytes);
        emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        bytes.Position = 0;
        var type = new AssemblyLoadContext(null, isCollectible: true)
            .LoadFromStream(bytes)
            .GetType("Generated.Client", throwOnError: true)!;
        var client = Activator.CreateInstance(type, http)!;
        type.GetProperty("BaseUrl")!.SetValue(client, address.ToString());
        return new GeneratedClient(client);
    }

    /// <summary>Calls the method of an operation.</summary>
    /// <param name="operation">Its name in the contract.</param>
    /// <param name="arguments">What is asked with, by name.</param>
    public async Task<object> CallAsync(string operation, IReadOnlyDictionary<string, string> arguments)
    {
        var method =
            _client
                .GetType()
                .GetMethods()
                .Where(method => method.Name == $"{char.ToUpperInvariant(operation[0])}{operation[1..]}Async")
                .MinBy(method => method.GetParameters().Length)
            ?? throw new ShouldAssertException($"The client has no method for {operation}.");
        var task = (Task)method.Invoke(_client, [.. method.GetParameters().Select(parameter => Argument(parameter, arguments))])!;
        try
        {
            await task;
        }
        catch (Exception exception)
        {
            ExceptionDispatchInfo.Throw(exception);
        }

        return task.GetType().GetProperty("Result")!.GetValue(task)!;
    }

    private static object? Argument(ParameterInfo parameter, IReadOnlyDictionary<string, string> arguments)
    {
        if (!arguments.TryGetValue(parameter.Name!, out var text))
        {
            return null;
        }

        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type.IsEnum
            ? Enum.Parse(type, type.GetFields().Single(field => field.GetCustomAttribute<EnumMemberAttribute>()?.Value == text).Name)
            : Convert.ChangeType(text, type, System.Globalization.CultureInfo.InvariantCulture);
    }
}
