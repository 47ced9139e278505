namespace BudgetWatch.Domain.Cuts;

/// <summary>The words rows and answers are flagged with, and what each means. An answer that carries a word spells it out in its notes.</summary>
/// <param name="Word">The word.</param>
/// <param name="Meaning">A sentence.</param>
public sealed record Flag(string Word, string Meaning)
{
    /// <summary>The publisher estimated part of the figure.</summary>
    public const string Estimated = "estimated";

    /// <summary>The base is zero or negative, so there is no percentage.</summary>
    public const string BaseNotPositive = "base-not-positive";

    /// <summary>The area is the parts of a split county together.</summary>
    public const string MergedArea = "merged-area";

    /// <summary>Part of the figure is a share of what a county council spent, by residents.</summary>
    public const string Allocated = "allocated";

    /// <summary>The figure is as others carried it: BudgetWatch does not have the publisher's original.</summary>
    public const string Rehosted = "re-hosted";

    /// <summary>Of the area's shire districts the edition has only the total, which stands for services outside social care.</summary>
    public const string DistrictTotal = "district-total";

    /// <summary>Comparable spending moved by more than 40 % from one year with a figure to the next within the span.</summary>
    public const string LargeMove = "large-move";

    /// <summary>A service of the scope all but left the area's accounts, or came back, within the span.</summary>
    public const string LineVanished = "line-vanished";

    /// <summary>The two years' residents come from different vintages of the estimates.</summary>
    public const string PopulationVintagesDiffer = "population-vintages-differ";

    /// <summary>No estimate has the year's residents yet: those of the newest stand for them.</summary>
    public const string PopulationCarriedForward = "population-carried-forward";

    /// <summary>The year's deflator was a forecast when it was published.</summary>
    public const string DeflatorForecast = "deflator-forecast";

    /// <summary>England's total of a line moved by more than 15 % from one year to the next within the span.</summary>
    public const string TotalMoved = "total-moved";

    /// <summary>The statistics are not stored with the release and were computed by another method than the one that made it.</summary>
    public const string ComputedByAnotherMethod = "computed-by-another-method";

    /// <summary>The Indices were published for districts only: an area of several was scored from theirs.</summary>
    public const string ScoresFromDistricts = "scores-from-districts";

    /// <summary>Planned is compared with spent: a figure of each return.</summary>
    public const string BudgetAgainstOutturn = "budget-against-outturn";

    /// <summary>The authorities of one class, each on its own map of the year.</summary>
    public const string OwnMap = "own-map";

    /// <summary>Every flag a row can carry.</summary>
    public static readonly IReadOnlyList<Flag> OfRows =
    [
        new(Estimated, "The publisher estimated part of this figure because an authority did not file."),
        new(
            BaseNotPositive,
            "Spending in the base year is zero or negative (income exceeded it), so no percentage is stated; the pounds are."
        ),
        new(MergedArea, "A reorganisation split this county; its parts are kept together because earlier figures cannot be divided."),
        new(
            Allocated,
            "Part of this figure is a share of the county council's spending, divided among the county's districts by residents. No council filed it for this place."
        ),
        new(
            Rehosted,
            "BudgetWatch does not have the publisher's file: figures of one of these years are as public copies of it state them, without the original's cells. Check them"
                + " against the publisher's file before printing."
        ),
        new(
            DistrictTotal,
            "Of this area's district councils the copies have only total spending, which is used for services outside social care. Districts spend next to nothing on"
                + " education, care and public health (0.08 % in 2024-25)."
        ),
        new(
            LargeMove,
            "Comparable spending moved by more than 40 % in cash from one year with figures to the next in this span. Check it with the council before printing."
        ),
        new(
            LineVanished,
            "Between two years of this span, a service that made up a tenth of comparable spending or more lost over three quarters of its money, or won it back."
                + " Ask who runs or books it now before printing a cut."
        ),
    ];
}
