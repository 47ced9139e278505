namespace BudgetWatch.LocalHost.Queues;

/// <summary>What the text of a message that a queue carries stands for.</summary>
internal static class MessageText
{
    /// <summary>The body a message's text stands for, or null when it is not Base64 though it should be.</summary>
    public static BinaryData? Decode(string text, bool isBase64)
    {
        if (!isBase64)
            return BinaryData.FromString(text);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) ? BinaryData.FromBytes(bytes.AsMemory(0, written)) : null;
    }
}
