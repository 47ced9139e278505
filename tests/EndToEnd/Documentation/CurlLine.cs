using System.Globalization;
using System.Text;

namespace BudgetWatch.EndToEnd.Tests.Documentation;

/// <summary>A curl line of the documentation as a request. It knows the few options the pages use; any other is a mistake in the page.</summary>
internal static class CurlLine
{
    /// <summary>Where the pages say the app listens.</summary>
    private const string PrintedAddress = "http://localhost:7071/";

    /// <summary>The request a line makes of the app under test.</summary>
    /// <param name="line">The line.</param>
    /// <param name="variables">What stands for <c>$NAME</c>.</param>
    public static HttpRequestMessage Read(string line, IReadOnlyDictionary<string, string> variables)
    {
        var request = new HttpRequestMessage { Method = HttpMethod.Get };
        var words = new Queue<string>(
            Words(variables.Aggregate(line, (text, variable) => text.Replace($"${variable.Key}", variable.Value, StringComparison.Ordinal)))
        );
        words.Dequeue();
        while (words.TryDequeue(out var word))
        {
            switch (word)
            {
                case "-s" or "-i" or "--compressed":
                    break;
                case "-I":
                    request.Method = HttpMethod.Head;
                    break;
                case "-X":
                    request.Method = new HttpMethod(words.Dequeue());
                    break;
                case "-o":
                    words.Dequeue();
                    break;
                case "-H":
                    var header = words.Dequeue().Split(':', 2);
                    request.Headers.TryAddWithoutValidation(header[0], header[1].Trim()).ShouldBeTrue(line);
                    break;
                default:
                    word.ShouldStartWith(
                        PrintedAddress,
                        Case.Sensitive,
                        string.Create(CultureInfo.InvariantCulture, $"'{word}' in: {line}")
                    );
                    request.RequestUri = new Uri(word[PrintedAddress.Length..], UriKind.Relative);
                    break;
            }
        }

        return request.RequestUri is null ? throw new FormatException($"No address in: {line}") : request;
    }

    /// <summary>Words as a shell takes them apart: blanks part, quotes hold together.</summary>
    private static IEnumerable<string> Words(string line)
    {
        var word = new StringBuilder();
        char? quote = null;
        foreach (var c in line)
        {
            if (c == quote)
            {
                quote = null;
            }
            else if (quote is null && c is '"' or '\'')
            {
                quote = c;
            }
            else if (quote is null && c is '&' or '?' or '*' or '|' or ';')
            {
                throw new FormatException($"A shell would not pass on '{c}' as it is; put quotes around it: {line}");
            }
            else if (quote is null && c == ' ')
            {
                if (word.Length > 0)
                {
                    yield return word.ToString();
                    word.Clear();
                }
            }
            else
            {
                word.Append(c);
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }
}
