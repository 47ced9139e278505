using System.Text;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Tests;

/// <summary>What is in content that was offered.</summary>
internal static class Contents
{
    public static byte[] ToArray(this OfferedContent content)
    {
        content.HoldAsync(default).GetAwaiter().GetResult().ShouldBeTrue();
        using var bytes = content.OpenRead();
        var whole = new byte[content.Length];
        bytes.ReadExactly(whole);
        bytes.ReadByte().ShouldBe(-1);
        return whole;
    }

    public static string Text(this OfferedContent content) => Encoding.UTF8.GetString(content.ToArray());
}
