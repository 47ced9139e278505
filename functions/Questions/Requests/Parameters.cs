namespace BudgetWatch.Questions.Requests;

/// <summary>The parameters of a request, checked against those its resource has: unknown, repeated and empty ones are mistakes.</summary>
public sealed class Parameters
{
    private readonly Dictionary<string, string> _values;

    private Parameters(Dictionary<string, string> values) => _values = values;

    /// <summary>Checks what a reader sent.</summary>
    /// <param name="sent">Names and values, in order, repeats included.</param>
    /// <param name="known">Those the resource has.</param>
    public static Answered<Parameters> Of(IEnumerable<KeyValuePair<string, string>> sent, IReadOnlyList<Parameter> known)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in sent)
        {
            if (!known.Any(parameter => parameter.Name == name))
            {
                return QueryProblem.Unknown(name, [.. known.Select(parameter => parameter.Name)]);
            }

            if (!values.TryAdd(name, value))
            {
                return QueryProblem.Repeated(name);
            }
        }

        return new Parameters(values);
    }

    /// <summary>The query string of the same question with some parameters put in, or in the place of those sent; null takes one out.</summary>
    public string With(params IReadOnlyList<(string Name, string? Value)> put) =>
        string.Join(
            '&',
            _values
                .Where(sent => !put.Any(other => other.Name == sent.Key))
                .Select(sent => (Name: sent.Key, Value: (string?)sent.Value))
                .Concat(put)
                .Where(pair => pair.Value is not null)
                .OrderBy(pair => pair.Name, StringComparer.Ordinal)
                .Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value!)}")
        );

    /// <summary>The same with some parameters put in, or in the place of those sent; null takes one out.</summary>
    public Parameters Put(params IReadOnlyList<(string Name, string? Value)> put) =>
        new(
            _values
                .Where(sent => !put.Any(other => other.Name == sent.Key))
                .Select(sent => (Name: sent.Key, Value: (string?)sent.Value))
                .Concat(put)
                .Where(pair => pair.Value is not null)
                .ToDictionary(pair => pair.Name, pair => pair.Value!, StringComparer.Ordinal)
        );

    /// <summary>The value of a parameter, or null where it was not sent.</summary>
    public string? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>The value of a parameter, or null where it was not sent.</summary>
    public string? Find(Parameter parameter) => Find(parameter.Name);

    /// <summary>The value of a parameter, or what holds where it was not sent.</summary>
    public string? Value(Parameter parameter) => Find(parameter) ?? parameter.Default;

    /// <summary>Reads a choice.</summary>
    /// <param name="of">The parameter.</param>
    /// <param name="choice">The choice.</param>
    /// <returns>Why it cannot be read; null where it can.</returns>
    internal QueryProblem? Choose<T>(Choice<T> of, out T choice)
        where T : struct, Enum
    {
        var text = Value(of)!;
        var found = of.Ways.Find(text);
        choice = found ?? default;
        return found is null ? of.Refuse(text) : null;
    }
}
