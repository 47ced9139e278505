using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;

namespace BudgetWatch.Sources.Postcodes;

/// <summary>Every postcode of a list with its district, gathered in whatever order the rows come: a number each, and nothing else.</summary>
internal sealed class PostcodeList
{
    /// <summary>The kingdom has some 400 districts at a time, and had twice as many.</summary>
    private const int CodeLimit = 4_000;
    private const int Bits = 12;
    private const int Mask = (1 << Bits) - 1;

    /// <summary>Postcode and district as one, so that sorting needs no second array.</summary>
    private readonly List<long> rows = [];
    private readonly Dictionary<string, int> districts = new(StringComparer.Ordinal) { [""] = PostcodeDistricts.Elsewhere };
    private readonly List<GssCode> places = [];
    private bool isAscending = true;

    /// <summary>Rows that state no district.</summary>
    public int WithoutDistrict { get; private set; }

    /// <summary>How many rows there are.</summary>
    public int Count => rows.Count;

    /// <summary>The last postcode; null where there is none.</summary>
    public Postcode? Last => rows.Count == 0 ? null : new Postcode(rows[^1] >> Bits);

    /// <summary>Adds a row.</summary>
    /// <param name="postcode">The postcode.</param>
    /// <param name="code">The code of its district as it stands; empty where none is stated.</param>
    /// <returns>False where that is no code, or there are more than there can be.</returns>
    public bool TryAdd(Postcode postcode, ReadOnlySpan<char> code)
    {
        if (
            !districts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var district)
            && !TryLearn(code.ToString(), out district)
        )
        {
            return false;
        }

        WithoutDistrict += code.IsEmpty ? 1 : 0;
        var row = (postcode.Packed << Bits) | (uint)(district - PostcodeDistricts.Elsewhere);
        isAscending &= rows.Count == 0 || rows[^1] < row;
        rows.Add(row);
        return true;
    }

    /// <summary>Puts the postcodes in order.</summary>
    public void Sort()
    {
        if (!isAscending)
        {
            rows.Sort();
            isAscending = true;
        }
    }

    /// <summary>The postcodes that stand in two districts, with both. In order only.</summary>
    public IEnumerable<(Postcode Postcode, string One, string Other)> Contradictions()
    {
        for (var next = 1; next < rows.Count; next++)
        {
            if (rows[next] != rows[next - 1] && rows[next] >> Bits == rows[next - 1] >> Bits)
            {
                yield return (new Postcode(rows[next] >> Bits), Shown(rows[next - 1]), Shown(rows[next]));
            }
        }
    }

    /// <summary>The content. In order only, and without contradictions.</summary>
    public PostcodeDistricts Content(int newest) => PostcodeDistricts.Of(newest, places, Once());

    private IEnumerable<(Postcode Postcode, int District)> Once()
    {
        for (var next = 0; next < rows.Count; next++)
        {
            if (next == 0 || rows[next] != rows[next - 1])
            {
                yield return (new Postcode(rows[next] >> Bits), District(rows[next]));
            }
        }
    }

    private string Shown(long row) =>
        District(row) is var district && district == PostcodeDistricts.Elsewhere ? "no English district" : places[district].Value;

    private static int District(long row) => (int)(row & Mask) + PostcodeDistricts.Elsewhere;

    private bool TryLearn(string code, out int district)
    {
        district = PostcodeDistricts.Elsewhere;
        if (districts.Count >= CodeLimit || !GssCode.TryParse(code, out var place))
        {
            return false;
        }

        if (place.IsDistrict)
        {
            district = places.Count;
            places.Add(place);
        }

        districts[code] = district;
        return true;
    }
}
