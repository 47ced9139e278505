using System.Collections.Frozen;

namespace BudgetWatch.Domain.Observations;

/// <summary>
/// A set of lines summed (methodology 1). A missing line makes the sum missing; a line that does not exist for an authority adds
/// nothing; social care is one line before the split and two after, as the edition has it.
/// </summary>
/// <param name="Id">The name in the API.</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="Parts">What is summed: each part is one or more ways to state the same spending, the first that an edition has wins.</param>
public sealed record Scope(string Id, string Title, IReadOnlyList<IReadOnlyList<IReadOnlyList<Line>>> Parts)
{
    /// <summary>The lines to sum in an edition that has <paramref name="available"/>, or null where one is not in the edition.</summary>
    public IReadOnlyList<Line>? LinesIn(IReadOnlySet<Line> available)
    {
        var lines = new List<Line>();
        foreach (var ways in Parts)
        {
            var way = ways.FirstOrDefault(candidate => candidate.All(available.Contains));
            if (way is null)
            {
                return null;
            }

            lines.AddRange(way);
        }

        return lines;
    }

    /// <summary>Every line that may enter the sum.</summary>
    public IEnumerable<Line> AllLines => Parts.SelectMany(ways => ways).SelectMany(way => way).Distinct();

    /// <inheritdoc/>
    public override string ToString() => Id;
}

/// <summary>Every scope a question can name: the sets of methodology 1, then each single line.</summary>
public static class Scopes
{
    private static readonly IReadOnlyList<IReadOnlyList<Line>> SocialCareEitherWay =
    [
        [Lines.SocialCare],
        [Lines.ChildrensSocialCare, Lines.AdultSocialCare],
    ];

    /// <summary>
    /// The services that mean the same at both ends of the decade. Education, police, fire and public health are left out: schools left
    /// councils as academies, police and fire sit with other bodies in most areas, public health arrived in 2013. Levies are in: without
    /// them metropolitan areas' transport and waste vanish.
    /// </summary>
    public static readonly Scope Comparable = new(
        "comparable",
        "Comparable services, with levies",
        [
            .. ComparableServices(),
            [
                [Lines.TransportLevy],
            ],
            [
                [Lines.WasteLevy],
            ],
        ]
    );

    /// <summary><see cref="Comparable"/> without the two levies.</summary>
    public static readonly Scope ComparableExcludingLevies = new(
        "comparable-excluding-levies",
        "Comparable services, without levies",
        [.. ComparableServices()]
    );

    /// <summary>
    /// The headline: what was left for everything that is not care. It crosses none of the breaks of social care, needs no levies, and can be summed in every
    /// edition.
    /// </summary>
    public static readonly Scope OutsideSocialCare = new("outside-social-care", "Services outside social care", [.. ServicesOutsideCare()]);

    /// <summary>What councils pay joint bodies for transport and waste; nothing in most areas.</summary>
    public static readonly Scope Levies = new(
        "levies",
        "Levies for transport and waste",
        [
            [
                [Lines.TransportLevy],
            ],
            [
                [Lines.WasteLevy],
            ],
        ]
    );

    /// <summary>All social care, before and after the split.</summary>
    public static readonly Scope AllSocialCare = new("all-social-care", "All social care", [SocialCareEitherWay]);

    /// <summary>What a council spends to sustain social action.</summary>
    public static readonly Scope CommunitySupport = new(
        "community-support",
        "Community support",
        [
            [
                [Lines.CommunityDevelopment],
            ],
            [
                [Lines.Libraries],
            ],
            [
                [Lines.RecreationSport],
            ],
            [
                [Lines.OpenSpaces],
            ],
            [
                [Lines.CultureHeritage],
            ],
        ]
    );

    /// <summary>The sets above, then each total, levy and line of community support alone: what releases store statistics of.</summary>
    public static readonly IReadOnlyList<Scope> Main =
    [
        OutsideSocialCare,
        Comparable,
        ComparableExcludingLevies,
        Levies,
        AllSocialCare,
        CommunitySupport,
        .. Lines.Main.Select(Single),
    ];

    /// <summary>Lines that were split, taken together again, so that they can be followed across the split.</summary>
    public static readonly IReadOnlyList<Scope> Together =
    [
        .. ConcordanceTable
            .Read("together")
            .Select(row => new Scope(
                row["scope"],
                row["title"],
                [
                    [.. row["ways"].Split('|').Select(way => (IReadOnlyList<Line>)[.. LinesNamed(way)])],
                ]
            )),
    ];

    /// <summary>The details of services: each line alone, and those that were split taken together.</summary>
    public static readonly IReadOnlyList<Scope> Details = [.. Together, .. Lines.Details.Select(Single)];

    /// <summary>All scopes.</summary>
    public static readonly IReadOnlyList<Scope> All = [.. Main, .. Details];

    private static readonly FrozenDictionary<string, Scope> ById = All.ToFrozenDictionary(scope => scope.Id, StringComparer.Ordinal);

    private static readonly FrozenSet<string> InMain = Main.Select(scope => scope.Id).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a scope is one of <see cref="Main"/>.</summary>
    public static bool IsMain(Scope scope) => InMain.Contains(scope.Id);

    /// <summary>The scope of that id, or null.</summary>
    public static Scope? Find(string id) => ById.GetValueOrDefault(id);

    private static Scope Single(Line line) =>
        new(
            line.Id,
            line.Title,
            [
                [
                    [line],
                ],
            ]
        );

    private static IEnumerable<Line> LinesNamed(string ids) =>
        ids.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => Lines.Find(id) ?? throw new InvalidOperationException($"There is no line '{id}'."));

    private static List<IReadOnlyList<IReadOnlyList<Line>>> ComparableServices()
    {
        var services = ServicesOutsideCare().ToList();
        services.Insert(1, SocialCareEitherWay);
        return services;
    }

    private static IEnumerable<IReadOnlyList<IReadOnlyList<Line>>> ServicesOutsideCare() =>
        new[]
        {
            Lines.HighwaysTransport,
            Lines.Housing,
            Lines.Cultural,
            Lines.Environmental,
            Lines.Planning,
            Lines.Central,
            Lines.Other,
        }.Select(line =>
            (IReadOnlyList<IReadOnlyList<Line>>)
                [
                    [line],
                ]
        );
}
