using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Observations;

/// <summary>
/// What an edition of a form that states the lines of some services yields: RO2 or RO3 of a year. It has no total service expenditure and is no return of its own: its
/// lines are joined to the edition that the year's outturn is taken from (ADR 0005).
/// </summary>
/// <param name="Return">The return whose details they are.</param>
/// <param name="Year">The financial year.</param>
/// <param name="Form">The form: <c>RO3</c>.</param>
/// <param name="Sheet">The sheet the cells stand on.</param>
/// <param name="Filings">One for each authority, in the order of the file, with the services' totals and their lines.</param>
/// <param name="England">The file's ENGLAND row.</param>
public sealed record ServiceDetails(
    Return Return,
    FinancialYear Year,
    string Form,
    string Sheet,
    IReadOnlyList<Filing> Filings,
    IReadOnlyDictionary<Line, Cell> England
) : EditionContent
{
    /// <summary>The most that a service may differ from the other edition's figure of it and still be the same one: a unit of what both are rounded to.</summary>
    private const decimal Tolerance = 1_000m;

    /// <summary>The share of councils with the service that must have the other edition's figure of it. A file of another year has it of none but those that have nothing.</summary>
    private const double ShareEqual = 0.5;

    /// <summary>The date the edition gives itself, where it gives one.</summary>
    public DateOnly? Updated { get; init; }

    /// <inheritdoc/>
    public override string Slot => $"{Year} {Form}";

    /// <inheritdoc/>
    public override int Precedence => Updated?.DayNumber ?? 0;

    /// <summary>The services whose totals it states.</summary>
    public IEnumerable<Line> ServiceTotals() => Lines.Main.Where(line => line.IsServiceTotal && England.ContainsKey(line));

    /// <summary>The lines that add up to a service.</summary>
    public IReadOnlyList<Line> LinesOf(Line service) =>
        [
            .. Concordance
                .OutturnLabels.Where(label =>
                    label.Form == Form && label.PartOf == service && label.IsIn(Year) && England.ContainsKey(label.Line)
                )
                .Select(label => label.Line),
        ];

    /// <summary>
    /// Joins its lines to a return of the same year, authority by authority, where the service's total is the same in both within a rounding. Elsewhere they are not
    /// stated, and never 0: the two editions hold different figures of that authority.
    /// </summary>
    /// <param name="edition">The edition that the year is taken from.</param>
    public JoinedDetails JoinTo(RevenueReturn edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        if ((edition.Return, edition.Year) != (Return, Year))
        {
            throw new ArgumentException($"{Slot} holds no details of {edition.Return} {edition.Year}", nameof(edition));
        }

        var own = edition.Filings.SelectMany(filing => filing.Cells.Keys).ToHashSet();
        var services = ServiceTotals()
            .Where(own.Contains)
            .Select(service => Join(service, [.. LinesOf(service).Where(line => !own.Contains(line))], edition))
            .Where(service => service.Lines.Count > 0)
            .ToList();
        var joined = services.Where(service => service.IsJoined).ToList();
        return new JoinedDetails(
            joined.Count == 0
                ? edition
                : edition with
                {
                    Filings =
                    [
                        .. edition.Filings.Select((filing, i) => filing with { Cells = Joined(filing.Cells, joined, rows => rows[i]) }),
                    ],
                    England = edition.England.Count == 0 ? edition.England : Joined(edition.England, joined, _ => England),
                },
            services
        );
    }

    private static Dictionary<Line, Cell> Joined(
        IReadOnlyDictionary<Line, Cell> cells,
        List<JoinedService> services,
        Func<IReadOnlyList<IReadOnlyDictionary<Line, Cell>?>, IReadOnlyDictionary<Line, Cell>?> rowOf
    )
    {
        var all = cells.ToDictionary();
        foreach (var service in services)
        {
            foreach (var line in service.Lines)
            {
                if (rowOf(service.Rows) is { } row && row.TryGetValue(line, out var cell))
                {
                    all.Add(line, cell);
                }
            }
        }

        return all;
    }

    private JoinedService Join(Line service, IReadOnlyList<Line> lines, RevenueReturn edition)
    {
        var byAuthority = Filings.Where(filing => filing.Authority is not null).ToDictionary(filing => filing.Authority!.Value);
        var byPlace = Filings.Where(filing => filing.Place is not null).ToLookup(filing => filing.Place!.Value);
        var rows = new List<IReadOnlyDictionary<Line, Cell>?>();
        var (equal, different) = (0, new List<string>());
        foreach (var filing in edition.Filings)
        {
            var details =
                filing.Authority is { } code && byAuthority.TryGetValue(code, out var found) ? found
                : filing.Place is { } place ? byPlace[place].FirstOrDefault()
                : null;
            var isSame = details is not null && IsSame(filing.Cells.GetValueOrDefault(service), details.Cells.GetValueOrDefault(service));
            rows.Add(isSame ? details!.Cells : null);
            if (filing.Class != AuthorityClass.Other && filing.Cells.GetValueOrDefault(service).Pounds is { } pounds)
            {
                if (!isSame)
                {
                    different.Add(filing.Code);
                }
                else if (pounds != 0)
                {
                    equal++;
                }
            }
        }

        return new JoinedService(service, lines, equal, different, rows)
        {
            IsJoined = equal > 0 && equal >= ShareEqual * (equal + different.Count),
        };
    }

    private static bool IsSame(Cell one, Cell other) =>
        one.Pounds is { } pounds && other.Pounds is { } compared && Math.Abs(pounds - compared) <= Tolerance;
}

/// <summary>A return with the lines of some services joined to it.</summary>
/// <param name="Return">The return.</param>
/// <param name="Services">The services, each with the lines that were to be joined.</param>
public sealed record JoinedDetails(RevenueReturn Return, IReadOnlyList<JoinedService> Services);

/// <summary>What came of joining the lines of one service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Lines">Its lines that the return has not itself.</param>
/// <param name="Equal">How many councils have the same figure of the service in both, other than 0.</param>
/// <param name="Different">The codes of councils whose figure of it differs or is not in the details: their lines are missing.</param>
/// <param name="Rows">The details of each of the return's filings, in its order; null where they are not joined.</param>
public sealed record JoinedService(
    Line Service,
    IReadOnlyList<Line> Lines,
    int Equal,
    IReadOnlyList<string> Different,
    IReadOnlyList<IReadOnlyDictionary<Line, Cell>?> Rows
)
{
    /// <summary>Whether the lines were joined: not where most councils have other figures, so that the file is of something else.</summary>
    public bool IsJoined { get; init; }
}
