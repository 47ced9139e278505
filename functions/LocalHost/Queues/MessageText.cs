using System.Text.Json;

namespace BudgetWatch.LocalHost.Queues;

/// <summary>Between what a function sends or takes and the text a queue carries.</summary>
internal static class MessageText
{
    public static string Encode(object value, bool isBase64)
    {
        var body = value switch
        {
            string text => BinaryData.FromString(text),
            byte[] bytes => BinaryData.FromBytes(bytes),
            BinaryData data => data,
            _ => BinaryData.FromObjectAsJson(value, JsonSerializerOptions.Web),
        };
        return isBase64 ? Convert.ToBase64String(body) : body.ToString();
    }

    /// <summary>The body a message's text stands for, or null when it is not Base64 though it should be.</summary>
    public static BinaryData? Decode(string text, bool isBase64)
    {
        if (!isBase64) return BinaryData.FromString(text);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) ? BinaryData.FromBytes(bytes.AsMemory(0, written)) : null;
    }
}
