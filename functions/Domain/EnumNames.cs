namespace BudgetWatch.Domain;

/// <summary>The words the API has for the ways a choice can be made.</summary>
/// <typeparam name="T">The choice.</typeparam>
public sealed class EnumNames<T>
    where T : struct, Enum
{
    private readonly (T Value, string Word)[] _words;

    /// <summary>The words, in the order they are listed for readers.</summary>
    public EnumNames(params (T Value, string Word)[] words)
    {
        _words = words;
        All = [.. words.Select(pair => pair.Value)];
        Ids = [.. words.Select(pair => pair.Word)];
    }

    /// <summary>Every way to choose that has a word.</summary>
    public IReadOnlyList<T> All { get; }

    /// <summary>Their words.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The word for a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has none.</exception>
    public string Id(T value)
    {
        foreach (var (candidate, word) in _words)
        {
            if (EqualityComparer<T>.Default.Equals(candidate, value))
            {
                return word;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, $"There is no word for this {typeof(T).Name}.");
    }

    /// <summary>The value a word stands for, or null.</summary>
    public T? Find(string word)
    {
        foreach (var (value, candidate) in _words)
        {
            if (candidate == word)
            {
                return value;
            }
        }

        return null;
    }
}
