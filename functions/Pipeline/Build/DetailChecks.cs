using System.Globalization;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Whether lines that were joined from another edition add up to the service of the edition a year is taken from, authority by authority, and how many councils have
/// none because the two editions have different figures of the service.
/// </summary>
internal static class DetailChecks
{
    /// <summary>What the lines of one authority may be out by: the rounding of each, of their total, and that between the two editions' totals.</summary>
    private const decimal Rounding = 500m;

    private const int CodesNamed = 8;

    public static IEnumerable<ReleaseCheck> Run(ReleaseInputs inputs) =>
        from edition in inputs.Returns
        from details in edition.Details
        from service in details.Services
        select Run(edition.Content, details.Content, service);

    private static ReleaseCheck Run(RevenueReturn edition, ServiceDetails details, JoinedService service)
    {
        var name = $"details {service.Service.Id} {details.Slot}";
        var different =
            service.Different.Count == 0
                ? "no council differs"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{service.Different.Count} differ and have no lines: {string.Join(", ", service.Different.Take(CodesNamed))}{(service.Different.Count > CodesNamed ? $" and {service.Different.Count - CodesNamed} more" : "")}"
                );
        if (!service.IsJoined)
        {
            return new ReleaseCheck(
                name,
                null,
                $"does not apply: most councils have another figure of the service in the edition of the year, so no line of it is used; {different}"
            );
        }

        // A line whose heading is not known is in the total alone; then the edition's own ENGLAND row does not add up either, and its flags name the heading.
        var tolerance = Rounding * (service.Lines.Count + 3);
        if (Math.Abs(Difference(details.England, service)) > tolerance)
        {
            return new ReleaseCheck(name, null, $"does not apply: not every line of the service is known; {different}");
        }

        var off = edition
            .Filings.Where(filing => service.Lines.Any(filing.Cells.ContainsKey) && Math.Abs(Difference(filing.Cells, service)) > tolerance)
            .Select(filing => filing.Code)
            .ToList();
        return new ReleaseCheck(
            name,
            off.Count == 0,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{service.Lines.Count} lines add up to the service in {service.Equal} councils that have it; {different}{(off.Count == 0 ? "" : $"; not in {string.Join(", ", off.Take(CodesNamed))}")}"
            )
        );
    }

    private static decimal Difference(IReadOnlyDictionary<Line, Cell> cells, JoinedService service) =>
        service.Lines.Sum(line => cells.GetValueOrDefault(line).Pounds ?? 0) - (cells.GetValueOrDefault(service.Service).Pounds ?? 0);
}
