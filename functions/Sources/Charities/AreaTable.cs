using System.Text;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;

namespace BudgetWatch.Sources.Charities;

/// <summary>
/// publicextract.charity_area_of_operation: a row for each place a charity says it operates in. A charity names local authorities or a region,
/// and any number of countries. A local authority whose name is not known is flagged with how many rows name it.
/// </summary>
internal sealed class AreaTable : ExtractTable
{
    private const int Taken = 0;
    private const int Number = 1;
    private const int Linked = 2;
    private const int Type = 3;
    private const int Description = 4;

    /// <summary>A register that names more areas than this is not of England and Wales.</summary>
    private const int NameLimit = 2_000;

    /// <inheritdoc/>
    public override IReadOnlyList<ExtractField> Fields { get; } =
    [Extracted, new("organisation_number"), new("linked_charity_number"), new("geographic_area_type"), new("geographic_area_description")];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Signature { get; } = ["geographic_area_type", "geographic_area_description"];

    /// <inheritdoc/>
    public override EditionContent? Read(ExtractRows rows, ReadingOutcome outcome)
    {
        DateOnly? extracted = null;
        var pairs = new Pairs();
        var places = new List<GssCode>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var tally = new Tally();
        while (!outcome.IsRefused && rows.NextRow())
        {
            TakeExtracted(rows, Taken, ref extracted, outcome);
            if (Required(rows, Number, outcome) is { } number && Required(rows, Linked, outcome) == 0)
            {
                pairs.Add(number, AreaOf(rows, known, places, tally, outcome));
            }
        }

        if (rows.Fault is not null || outcome.IsRefused)
        {
            return null;
        }

        tally.Flag(outcome);
        var (numbers, areas) = pairs.Sorted();
        return new CharityAreas(extracted, places, numbers, areas);
    }

    private static int AreaOf(ExtractRows rows, Dictionary<string, int> known, List<GssCode> places, Tally tally, ReadingOutcome outcome)
    {
        var type = rows.Text(Type);
        if (type.SequenceEqual("Region"u8))
        {
            return CharityAreas.Wider;
        }

        if (type.SequenceEqual("Country"u8) || type.SequenceEqual("Continent"u8))
        {
            return CharityAreas.Elsewhere;
        }

        if (!type.SequenceEqual("Local Authority"u8))
        {
            tally.Add(
                "area-type-not-known",
                $"rows are of an area of type {rows.Shown(Type)}, which is not known; they are left out",
                rows.Address(Type)
            );
            return CharityAreas.Elsewhere;
        }

        Span<char> letters = stackalloc char[256];
        var text = rows.Text(Description);
        if (text.Length > letters.Length)
        {
            outcome.Refuse(
                rows.Here(Description, $"the name of a local authority, of at most {letters.Length} bytes", rows.Shown(Description))
            );
            return CharityAreas.Elsewhere;
        }

        letters = letters[..Encoding.UTF8.GetChars(text, letters)];
        var names = known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!names.TryGetValue(letters, out var area))
        {
            if (known.Count >= NameLimit)
            {
                outcome.Refuse(rows.Here(Description, $"at most {NameLimit:N0} names of local authorities", "more"));
                return CharityAreas.Elsewhere;
            }

            area = Find(letters.ToString(), places);
            names[letters] = area;
        }

        if (area == NotKnown)
        {
            tally.Add(
                "area-not-known",
                $"rows name the local authority {rows.Shown(Description)}, which is not known; they are left out",
                rows.Address(Description)
            );
        }

        return area == NotKnown ? CharityAreas.Elsewhere : area;
    }

    private const int NotKnown = int.MinValue;

    private static int Find(string name, List<GssCode> places)
    {
        if (!AreaNames.TryFind(name, out var place))
        {
            return NotKnown;
        }

        if (!place.IsDistrict && !place.IsShireCounty)
        {
            return CharityAreas.Elsewhere; // Welsh
        }

        var at = places.IndexOf(place);
        if (at < 0)
        {
            at = places.Count;
            places.Add(place);
        }

        return at;
    }
}
