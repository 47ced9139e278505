using System.Collections.Immutable;
using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Community;

/// <summary>
/// The English district each postcode is in, those in use and those that once were, by runs: postcodes that follow each other in a list of all the
/// kingdom's, in one sector and one district. A postcode the list does not have is given a district only where it lies between two of one run.
/// </summary>
/// <param name="Newest">The newest month in which a postcode came or went, as <c>yyyymm</c>: how new the list is.</param>
/// <param name="Places">The districts, as of the list's day.</param>
/// <param name="Firsts">The first postcode of each run, <see cref="Postcode.Packed"/>, ascending.</param>
/// <param name="Lasts">Its last.</param>
/// <param name="Districts">Its district, as its place in <paramref name="Places"/>.</param>
public sealed record PostcodeDistricts(
    int Newest,
    IReadOnlyList<GssCode> Places,
    ImmutableArray<long> Firsts,
    ImmutableArray<long> Lasts,
    ImmutableArray<int> Districts
) : EditionContent
{
    /// <summary>Stands for a postcode that is in no English district.</summary>
    public const int Elsewhere = -1;

    /// <inheritdoc/>
    public override string Slot => "postcode-districts";

    /// <inheritdoc/>
    public override int Precedence => Newest;

    /// <summary>Joins postcodes to runs.</summary>
    /// <param name="newest">The newest month in which one came or went, as <c>yyyymm</c>.</param>
    /// <param name="places">The districts.</param>
    /// <param name="postcodes">Every postcode of the list, ascending, each once, with its district's place or <see cref="Elsewhere"/>.</param>
    /// <exception cref="ArgumentException">They do not ascend.</exception>
    public static PostcodeDistricts Of(int newest, IReadOnlyList<GssCode> places, IEnumerable<(Postcode Postcode, int District)> postcodes)
    {
        ArgumentNullException.ThrowIfNull(postcodes);
        var firsts = ImmutableArray.CreateBuilder<long>();
        var lasts = ImmutableArray.CreateBuilder<long>();
        var districts = ImmutableArray.CreateBuilder<int>();
        (Postcode Postcode, int District) before = (new Postcode(-1), Elsewhere);
        foreach (var next in postcodes)
        {
            if (next.Postcode.Packed <= before.Postcode.Packed)
            {
                throw new ArgumentException($"{next.Postcode} follows {before.Postcode}.", nameof(postcodes));
            }

            if (next.District != Elsewhere && next.District == before.District && next.Postcode.Sector == before.Postcode.Sector)
            {
                lasts[^1] = next.Postcode.Packed;
            }
            else if (next.District != Elsewhere)
            {
                firsts.Add(next.Postcode.Packed);
                lasts.Add(next.Postcode.Packed);
                districts.Add(next.District);
            }

            before = next;
        }

        return new PostcodeDistricts(newest, places, firsts.ToImmutable(), lasts.ToImmutable(), districts.ToImmutable());
    }

    /// <summary>The district of a postcode as it is written; null where it is none, or in no English district.</summary>
    public GssCode? DistrictOf(string postcode) => Postcode.TryParse(postcode, out var parsed) ? DistrictOf(parsed) : null;

    /// <summary>The district of a postcode; null where it is in none of England's.</summary>
    public GssCode? DistrictOf(Postcode postcode)
    {
        var run = Firsts.AsSpan().BinarySearch(postcode.Packed);
        run = run < 0 ? ~run - 1 : run;
        return run >= 0 && postcode.Packed <= Lasts[run] ? Places[Districts[run]] : null;
    }
}
