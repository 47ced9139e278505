using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Sources.Revenue;

/// <summary>ONS codes that published returns give wrongly. Each is put right where it stands, and flagged.</summary>
internal static class CodeCorrections
{
    private static readonly (AuthorityCode Authority, GssCode Published, GssCode Right, string Reason)[] Known =
    [
        (
            new("E2721"),
            new("E10000022"),
            new("E10000023"),
            "E10000022 is no county's code; North Yorkshire is E10000023 (wrong in RS 2015-16 and 2017-18 and RSX 2018-19)"
        ),
        (
            new("E5100"),
            new("E12000007"),
            new("E61000001"),
            "E12000007 is the London region; the Greater London Authority is E61000001 (every return since 2014-15)"
        ),
    ];

    /// <summary>
    /// The code an authority ought to have been given, and why it is not the published one. No authority has either of the wrong codes, so
    /// an edition without E-codes is corrected as well.
    /// </summary>
    public static (GssCode Place, string? Reason) Correct(AuthorityCode? authority, GssCode published)
    {
        foreach (var known in Known)
        {
            if (known.Published == published && (authority is null || known.Authority == authority))
            {
                return (known.Right, known.Reason);
            }
        }

        return (published, null);
    }
}
