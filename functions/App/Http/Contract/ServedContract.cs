using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace BudgetWatch.App.Http.Contract;

/// <summary>The contract as it is served: made when it is first asked for, and the same until another build.</summary>
public sealed class ServedContract
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lazy<byte[]> _json = new(() => Bytes(Written(ContractDocument.Made().SerializeAsV31)));
    private readonly Lazy<byte[]> _json30 = new(() => Bytes(Nullable(Written(ContractDocument.Made(showsExamples: false).SerializeAsV3))));
    private readonly Lazy<byte[]> _page = new(() => Encoding.UTF8.GetBytes(ContractPage.Of(ContractDocument.Made())));

    /// <summary>As OpenAPI 3.1.</summary>
    public byte[] Json() => _json.Value;

    /// <summary>As OpenAPI 3.0, for programs that read no newer one.</summary>
    public byte[] Json30() => _json30.Value;

    /// <summary>As a page.</summary>
    public byte[] Page() => _page.Value;

    private static string Written(Action<IOpenApiWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(new OpenApiJsonWriter(text));
        return text.ToString();
    }

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json + "\n");

    /// <summary>
    /// A shape that may be null as generators of clients for 3.0 know it: nullable, and all of the shape. The library writes one of the shape and of nothing but null, for
    /// which older ones make a type of their own or none.
    /// </summary>
    private static string Nullable(string json)
    {
        var document = JsonNode.Parse(json)!;
        Visit(document["components"]!["schemas"]!);
        return document.ToJsonString(Indented);

        static void Visit(JsonNode? node)
        {
            foreach (
                var child in node switch
                {
                    JsonObject map => map.Select(pair => pair.Value),
                    JsonArray list => list,
                    _ => [],
                }
            )
            {
                Visit(child);
            }

            if (node is JsonObject schema && schema["oneOf"] is JsonArray { Count: 2 } either && either[1]?["enum"] is JsonArray and [null])
            {
                schema.Remove("oneOf");
                schema["nullable"] = true;
                schema["allOf"] = new JsonArray(either[0]!.DeepClone());
            }
        }
    }
}
