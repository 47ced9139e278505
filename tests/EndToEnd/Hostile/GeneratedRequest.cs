using System.Globalization;
using System.Text;

namespace BudgetWatch.EndToEnd.Tests.Hostile;

/// <summary>A request of many, the same for the same number.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Method">Its verb.</param>
/// <param name="Bytes">The request as sent.</param>
/// <param name="MayBeRefusedUnread">Whether the server may refuse it before the app sees it: it is not well-formed HTTP, or longer than the server reads.</param>
internal sealed record GeneratedRequest(int Number, string Method, byte[] Bytes, bool MayBeRefusedUnread)
{
    /// <summary>Whether its address, with the dots in it followed, is none under <c>/api</c>.</summary>
    public bool LeadsOutOfTheApi
    {
        get
        {
            var line = Encoding.Latin1.GetString(Bytes).Split(' ', 3);
            return line.Length > 1
                && Uri.TryCreate(new Uri("http://localhost/"), line[1].Split('?')[0], out var address)
                && !address.AbsolutePath.StartsWith("/api/", StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>The request so that a shell sends it again: <c>printf</c> knows the escapes.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var unit in Bytes)
        {
            if (unit is >= 0x20 and < 0x7f and not ((byte)'\'' or (byte)'\\' or (byte)'%'))
            {
                text.Append((char)unit);
            }
            else
            {
                text.Append('\\').Append(Convert.ToString(unit, 8).PadLeft(3, '0'));
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"request {Number}: printf '{text}' | nc localhost 7071");
    }
}
