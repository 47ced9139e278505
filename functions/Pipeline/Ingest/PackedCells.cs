using System.Collections;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>
/// A row's cells in little room. An edition has 70,000 cells, and an instance remembers two dozen editions: as a dictionary of cells with a text for each address, one took eight
/// megabytes. The rows of an edition share their lines and the letters of their columns.
/// </summary>
internal sealed class PackedCells : IReadOnlyDictionary<Line, Cell>
{
    private const long None = long.MinValue;

    private readonly Columns _columns;
    private readonly long[] _pence;
    private readonly byte[] _statuses;
    private readonly int _row;

    private PackedCells(Columns columns, long[] pence, byte[] statuses, int row) =>
        (_columns, _pence, _statuses, _row) = (columns, pence, statuses, row);

    /// <inheritdoc/>
    public int Count => _pence.Length;

    /// <inheritdoc/>
    public IEnumerable<Line> Keys => _columns.Lines;

    /// <inheritdoc/>
    public IEnumerable<Cell> Values => Enumerable.Range(0, Count).Select(At);

    /// <inheritdoc/>
    public Cell this[Line key] => TryGetValue(key, out var cell) ? cell : throw new KeyNotFoundException($"No cell of {key}.");

    /// <summary>The same cells in little room; as they are where pence or addresses do not go into it.</summary>
    /// <param name="cells">The cells, in order.</param>
    /// <param name="before">Those of the row before, which may be of the same lines and columns.</param>
    public static IReadOnlyDictionary<Line, Cell> Of(IReadOnlyList<KeyValuePair<Line, Cell>> cells, IReadOnlyDictionary<Line, Cell>? before)
    {
        var pence = new long[cells.Count];
        var statuses = new byte[cells.Count];
        var letters = new string[cells.Count];
        var row = 0;
        for (var i = 0; i < cells.Count; i++)
        {
            var (pounds, status, address) = cells[i].Value;
            var digits = address.AsSpan().IndexOfAnyInRange('0', '9');
            if (
                digits < 1
                || !int.TryParse(address.AsSpan(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var own)
                || (row != 0 && own != row)
                || (pounds is { } amount && (Math.Abs(amount) >= long.MaxValue / 100 || !decimal.IsInteger(amount * 100)))
            )
            {
                return cells.ToDictionary();
            }

            row = own;
            letters[i] = address[..digits];
            statuses[i] = (byte)status;
            pence[i] = pounds is { } known ? (long)(known * 100) : None;
        }

        var columns =
            before is PackedCells { _columns: var shared }
            && shared.Lines.SequenceEqual(cells.Select(cell => cell.Key))
            && shared.Letters.SequenceEqual(letters)
                ? shared
                : new Columns([.. cells.Select(cell => cell.Key)], letters);
        return new PackedCells(columns, pence, statuses, row);
    }

    /// <inheritdoc/>
    public bool ContainsKey(Line key) => _columns.Places.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(Line key, [MaybeNullWhen(false)] out Cell value)
    {
        var isThere = _columns.Places.TryGetValue(key, out var place);
        value = isThere ? At(place) : default;
        return isThere;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<Line, Cell>> GetEnumerator() =>
        Enumerable.Range(0, Count).Select(place => KeyValuePair.Create(_columns.Lines[place], At(place))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Cell At(int place) =>
        new(
            _pence[place] == None ? null
                : _pence[place] % 100 == 0 ? _pence[place] / 100
                : _pence[place] / 100m,
            (CellStatus)_statuses[place],
            string.Create(CultureInfo.InvariantCulture, $"{_columns.Letters[place]}{_row}")
        );

    /// <summary>What the rows of an edition share.</summary>
    private sealed record Columns(Line[] Lines, string[] Letters)
    {
        public FrozenDictionary<Line, int> Places { get; } =
            Lines.Select((line, place) => (line, place)).ToFrozenDictionary(pair => pair.line, pair => pair.place);
    }
}
