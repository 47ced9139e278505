using System.Collections.Frozen;

namespace BudgetWatch.Sources.Grants;

/// <summary>
/// The licences under which grants are taken: those that ask for acknowledgement or for nothing. A list of what is allowed and not of what is
/// not, so that a grant under an unchecked licence is left out. Share-alike and non-commercial ones are not in it.
/// </summary>
internal static class OpenLicences
{
    private static readonly FrozenSet<string> Addresses = FrozenSet.Create(
        StringComparer.Ordinal,
        "nationalarchives.gov.uk/doc/open-government-licence/version/2",
        "nationalarchives.gov.uk/doc/open-government-licence/version/3",
        "creativecommons.org/licenses/by/2.0",
        "creativecommons.org/licenses/by/2.0/uk",
        "creativecommons.org/licenses/by/2.5",
        "creativecommons.org/licenses/by/3.0",
        "creativecommons.org/licenses/by/4.0",
        "creativecommons.org/publicdomain/zero/1.0",
        "opendatacommons.org/licenses/pddl",
        "opendatacommons.org/licenses/pddl/1.0",
        "opendatacommons.org/licenses/pddl/1-0",
        "opendatacommons.org/licenses/by",
        "opendatacommons.org/licenses/by/1.0",
        "opendatacommons.org/licenses/by/1-0",
        "opendefinition.org/licenses/odc-pddl",
        "opendefinition.org/licenses/odc-by",
        "opendefinition.org/licenses/cc-by",
        "opendefinition.org/licenses/cc-zero",
        "opendefinition.org/licenses/ogl-uk-3.0"
    );

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        "ogl 2.0",
        "ogl 3.0",
        "ogl-uk-2.0",
        "ogl-uk-3.0",
        "open government licence 2.0",
        "open government licence v2.0",
        "open government licence 3.0",
        "open government licence v3.0",
        "cc by 4.0",
        "cc by 3.0",
        "cc by 2.0",
        "cc-by",
        "cc-by-4.0",
        "cc-by-3.0",
        "cc-by-2.0",
        "creative commons attribution 4.0",
        "creative commons attribution 4.0 international",
        "creative commons attribution 4.0 international (cc by 4.0)",
        "creative commons attribution 3.0",
        "cc0",
        "cc0 1.0",
        "cc0-1.0",
        "cc0 1.0 universal",
        "creative commons public domain dedication 1.0 universal",
        "pddl",
        "pddl-1.0",
        "open data commons public domain dedication and licence (pddl)",
        "open data commons public domain dedication and license (pddl)",
        "odc-by",
        "odc-by-1.0",
        "open data commons attribution license",
        "open data commons attribution licence"
    );

    private static readonly string[] Beginnings = ["https://", "http://"];

    /// <summary>What the addresses of a licence's texts end in, beyond that of the licence.</summary>
    private static readonly string[] Endings = ["/", "/legalcode", "/legalcode.en", "/deed.en", "/deed.en_gb", "/deed", "/index.html"];

    /// <summary>Whether a licence, by its address or its name as a publisher states it, is one of them.</summary>
    public static bool Has(string stated)
    {
        var text = stated.Trim().ToLowerInvariant();
        foreach (var beginning in Beginnings)
        {
            if (text.StartsWith(beginning, StringComparison.Ordinal))
            {
                return Addresses.Contains(Bare(text[beginning.Length..]));
            }
        }

        return Names.Contains(text) || Addresses.Contains(Bare(text));
    }

    private static string Bare(string address)
    {
        var bare = address.StartsWith("www.", StringComparison.Ordinal) ? address[4..] : address;
        foreach (var ending in Endings)
        {
            if (bare.EndsWith(ending, StringComparison.Ordinal))
            {
                return bare[..^ending.Length].TrimEnd('/');
            }
        }

        return bare;
    }
}
