using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;
using Known = BudgetWatch.Domain.Observations.Lines;

namespace BudgetWatch.Sources.Revenue;

/// <summary>One of the layouts in which the outturn time series comes: a row for each authority and year.</summary>
/// <param name="Year">The heading of the year column; where each file is of one year, the member of the document that states it.</param>
/// <param name="IsOfOneYear">Whether a file is of one year.</param>
/// <param name="OnsCode">The heading of the ONS code.</param>
/// <param name="Authority">The heading of the E-code; null where there is none.</param>
/// <param name="Name">The heading of the name.</param>
/// <param name="Status">The heading of the status: submitted, not submitted, total; null where there is none.</param>
/// <param name="Class">The heading of the class; null where the ONS code alone tells it.</param>
/// <param name="Lines">The heading of each line.</param>
/// <param name="PoundsInUnit">How many pounds its unit is.</param>
/// <param name="OmitsZero">Whether a submitted figure of 0 is left out: a blank cell of a submitted row is then 0.</param>
internal sealed record TimeSeriesLayout(
    string Year,
    bool IsOfOneYear,
    string OnsCode,
    string? Authority,
    string Name,
    string? Status,
    string? Class,
    IReadOnlyList<(Line Line, string Heading)> Lines,
    decimal PoundsInUnit,
    bool OmitsZero
)
{
    /// <summary>The publisher's own CSV, <c>Revenue_Outturn_time_series_data_v*.csv</c>: some 2,600 columns, of which these are read.</summary>
    public static readonly TimeSeriesLayout Publishers = new(
        "year_ending",
        IsOfOneYear: false,
        "ONS_code",
        "LA_LGF_code",
        "LA_name",
        "status",
        "LA_class",
        [.. ServiceLines.All.Select(service => (service.Line, $"RS_{service.Code}_net_exp"))],
        PoundsInUnit: 1000,
        OmitsZero: false
    );

    /// <summary>A third party's JSON of sixteen of its columns.</summary>
    private static readonly TimeSeriesLayout Slim = new(
        "year_ending",
        IsOfOneYear: false,
        "ONS_code",
        null,
        "LA_name",
        null,
        null,
        [
            (Known.Education, "Education"),
            (Known.HighwaysTransport, "Highways_Transport"),
            (Known.ChildrensSocialCare, "Children_Social_Care"),
            (Known.AdultSocialCare, "Adult_Social_Care"),
            (Known.PublicHealth, "Public_Health"),
            (Known.Housing, "Housing"),
            (Known.Cultural, "Culture"),
            (Known.Environmental, "Environment"),
            (Known.Planning, "Planning"),
            (Known.Police, "Police"),
            (Known.Fire, "Fire_Rescue"),
            (Known.Central, "Central_Services"),
            (Known.Other, "Other"),
            (Known.Total, "Total"),
        ],
        PoundsInUnit: 1000,
        OmitsZero: false
    );

    /// <summary>A third party's JSON of one year each, in pounds; it has left out total service expenditure.</summary>
    private static readonly TimeSeriesLayout OfOneYear = new(
        "year_ending_csv_code",
        IsOfOneYear: true,
        "ons_code",
        "lgf_code",
        "name",
        "status",
        "class",
        [
            (Known.Education, "services_net_gbp.Education"),
            (Known.HighwaysTransport, "services_net_gbp.Highways & Transport"),
            (Known.ChildrensSocialCare, "services_net_gbp.Children's Social Care"),
            (Known.AdultSocialCare, "services_net_gbp.Adult Social Care"),
            (Known.PublicHealth, "services_net_gbp.Public Health"),
            (Known.Housing, "services_net_gbp.Housing Services"),
            (Known.Cultural, "services_net_gbp.Cultural & Related"),
            (Known.Environmental, "services_net_gbp.Environmental & Regulatory"),
            (Known.Planning, "services_net_gbp.Planning & Development"),
            (Known.Police, "services_net_gbp.Police"),
            (Known.Fire, "services_net_gbp.Fire & Rescue"),
            (Known.Central, "services_net_gbp.Central Services"),
            (Known.Other, "services_net_gbp.Other Services"),
        ],
        PoundsInUnit: 1,
        OmitsZero: true
    );

    /// <summary>
    /// The layout a file is in; null if it is no outturn time series. A renamed column does not hide it: the year and the codes are enough,
    /// or the subject the document states.
    /// </summary>
    public static TimeSeriesLayout? Of(FileFormat format, IReadOnlyList<string> row)
    {
        bool Has(string heading) => row.Any(cell => string.Equals(cell.Trim(), heading, StringComparison.OrdinalIgnoreCase));
        if (format == FileFormat.Json && row is ["subject", "council_finance_revenue_outturn", ..])
        {
            return OfOneYear;
        }

        return !Has(Publishers.Year) || !Has(Publishers.OnsCode) ? null
            : format == FileFormat.Json ? Slim
            : Publishers;
    }
}
