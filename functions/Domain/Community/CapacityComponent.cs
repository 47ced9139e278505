using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Community;

/// <summary>One measure of what community groups in an area have to work with; higher is more capacity.</summary>
/// <param name="Id">Its name in answers, such as <c>grants-per-head</c>.</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="Unit">Unit of its values.</param>
/// <param name="Period">What it covers, as a reader is told.</param>
/// <param name="Scale">On what scale areas are compared.</param>
/// <param name="Values">The value of each area that has one; an area that is missing is not among them, and is never 0 for it.</param>
/// <param name="People">Residents behind each value.</param>
/// <param name="Biases">What makes it say more or less than capacity.</param>
public sealed record CapacityComponent(
    string Id, string Title, string Unit, string Period, CapacityScale Scale, IReadOnlyDictionary<AreaCode, double> Values,
    IReadOnlyDictionary<AreaCode, long> People, IReadOnlyList<CapacityBias> Biases)
{
    /// <summary>Whether an area can be placed by it.</summary>
    public bool Has(AreaCode area) => Values.ContainsKey(area) && People.GetValueOrDefault(area) > 0;

    /// <summary>A value on the scale of the component.</summary>
    internal double Scaled(double value) => Scale == CapacityScale.Logarithm ? Math.Log(1 + value) : value;

    /// <summary>The value that stands at a place on the scale.</summary>
    internal double Unscaled(double scaled) => Scale == CapacityScale.Logarithm ? Math.Exp(scaled) - 1 : scaled;
}

/// <summary>The scale on which areas are compared by a component.</summary>
public enum CapacityScale
{
    /// <summary>Its unit.</summary>
    Unit,

    /// <summary>ln(1 + value): where a few areas have many times the value of all others and would alone set the distances between the rest.</summary>
    Logarithm,
}

/// <summary>What makes a component say more or less than capacity.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Text">A sentence.</param>
public sealed record CapacityBias(string Id, string Text)
{
    /// <summary>Money counted where an office is.</summary>
    public static readonly CapacityBias HeadOffices = new(
        "head-offices",
        "A grant counts where the organisation that received it is recorded, often its head office: areas with many national charities look richer than"
        + " what reaches their residents.");

    /// <summary>Funders that do not publish are unseen.</summary>
    public static readonly CapacityBias FundersThatPublish = new(
        "funders-that-publish",
        "Only funders that publish 360Giving data are counted: an area can look poor because those who fund it do not publish.");

    /// <summary>Groups that receive no grants are unseen.</summary>
    public static readonly CapacityBias UnregisteredGroups = new(
        "groups-unseen", "Groups that apply for no grants, most of them small and local, are unseen.");

    /// <summary>Funders aim at deprived areas.</summary>
    public static readonly CapacityBias FundersAim = new(
        "funders-aim-at-need",
        "Funders often aim at deprived areas, so that a grant can be a sign of need as well as of capacity.");

    /// <summary>Funders began to publish at different times.</summary>
    public static readonly CapacityBias PublishedSince = new(
        "published-since",
        "Funders began to publish in different years, and few publish what they gave before: an area can look poor because those who funded it then"
        + " publish only what they gave later.");

    /// <summary>Grants under other licences are left out.</summary>
    public static readonly CapacityBias OpenLicences = new(
        "open-licences",
        "Only grants published under a licence that asks for no more than acknowledgement are counted; those shared alike, for non-commercial use or without"
        + " a licence are left out.");

    /// <summary>The years are later than the baseline.</summary>
    public static readonly CapacityBias AfterTheBaseline = new(
        "not-at-the-baseline",
        "The first three years that are covered in full are not those up to the base year of the cuts: this is not the capacity an area had before them.");

    /// <summary>The years summed are not those of the baseline.</summary>
    public static readonly CapacityBias NotAtTheBaseline = new(
        "not-at-the-baseline",
        "The file does not say from which year it sums, and it ends years into the cuts: this is not the capacity an area had before them.");
}
