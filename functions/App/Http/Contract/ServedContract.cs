using System.Text;
using Microsoft.OpenApi;

namespace BudgetWatch.App.Http.Contract;

/// <summary>The contract as it is served: made when it is first asked for, and the same until the app is built anew.</summary>
public sealed class ServedContract
{
    private readonly Lazy<OpenApiDocument> _document = new(ContractDocument.Made);
    private readonly Lazy<byte[]> _json;
    private readonly Lazy<byte[]> _page;

    /// <summary>Makes nothing yet.</summary>
    public ServedContract()
    {
        _json = new Lazy<byte[]>(() => Encoding.UTF8.GetBytes(Written(_document.Value)));
        _page = new Lazy<byte[]>(() => Encoding.UTF8.GetBytes(ContractPage.Of(_document.Value)));
    }

    /// <summary>As OpenAPI 3.1.</summary>
    public byte[] Json() => _json.Value;

    /// <summary>As a page.</summary>
    public byte[] Page() => _page.Value;

    private static string Written(OpenApiDocument document)
    {
        using var text = new StringWriter { NewLine = "\n" };
        document.SerializeAsV31(new OpenApiJsonWriter(text));
        return text.ToString() + "\n";
    }
}
