using BudgetWatch.TestKit;

namespace BudgetWatch.EndToEnd.Tests.Documentation;

/// <summary>A page of the documentation as the examples in it: requests, and the answers printed under them.</summary>
/// <param name="Path">Its path in the repository.</param>
/// <param name="Blocks">Its fenced blocks, in order.</param>
internal sealed record Page(string Path, IReadOnlyList<Block> Blocks)
{
    /// <summary>The kinds of block that print an answer.</summary>
    private static readonly string[] AnswerKinds = ["json", "csv", "http"];

    /// <summary>Reads a page of the repository.</summary>
    public static Page Read(string path) => Parse(path, RepositoryFolder.Read(path));

    /// <summary>Takes a page apart.</summary>
    /// <exception cref="FormatException">A fence does not end, or an answer belongs to no request.</exception>
    public static Page Parse(string path, string markdown)
    {
        var blocks = new List<Block>();
        List<string>? open = null;
        var (kind, start) = ("", 0);
        foreach (var (line, number) in markdown.Split('\n').Select((line, index) => (line.TrimEnd('\r'), index + 1)))
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                open?.Add(line);
            }
            else if (open is null)
            {
                (open, kind, start) = ([], line[3..].Trim(), number);
            }
            else
            {
                blocks.Add(new Block(kind, start, open));
                open = null;
            }
        }

        return open is null ? new Page(path, blocks) : throw new FormatException($"{path}:{start}: the fence does not end.");
    }

    /// <summary>Every request with the answer printed under it, if any: an answer belongs to the last request of the block before it.</summary>
    public IEnumerable<Example> Examples()
    {
        for (var i = 0; i < Blocks.Count; i++)
        {
            if (AnswerKinds.Contains(Blocks[i].Kind, StringComparer.Ordinal))
            {
                if (i == 0 || !Blocks[i - 1].Requests().Any())
                {
                    throw new FormatException($"{Path}:{Blocks[i].Line}: an answer without a request in the block before it.");
                }

                continue;
            }

            var requests = Blocks[i].Requests().ToList();
            var answer = i + 1 < Blocks.Count && AnswerKinds.Contains(Blocks[i + 1].Kind, StringComparer.Ordinal) ? Blocks[i + 1] : null;
            foreach (var (request, line) in requests)
            {
                yield return new Example($"{Path}:{line}", request, (request, line) == requests[^1] ? answer : null);
            }
        }
    }
}

/// <summary>A fenced block.</summary>
/// <param name="Kind">The word after the fence; empty where there is none.</param>
/// <param name="Line">The line of its fence.</param>
/// <param name="Lines">What is in it.</param>
internal sealed record Block(string Kind, int Line, IReadOnlyList<string> Lines)
{
    /// <summary>What is in it, as one text.</summary>
    public string Text => string.Join('\n', Lines);

    /// <summary>Its lines that are requests, with their line numbers.</summary>
    public IEnumerable<(string Request, int Line)> Requests() =>
        Lines.Select((line, index) => (line, Line + 1 + index)).Where(entry => entry.line.StartsWith("curl ", StringComparison.Ordinal));
}

/// <summary>A request and the answer printed under it.</summary>
/// <param name="Where">The page and line.</param>
/// <param name="Request">The curl line.</param>
/// <param name="Answer">The printed answer, or null.</param>
internal sealed record Example(string Where, string Request, Block? Answer);
