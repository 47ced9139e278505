namespace BudgetWatch.Domain.Community;

/// <summary>What makes a component say more or less than capacity.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Text">A sentence.</param>
public sealed record CapacityBias(string Id, string Text)
{
    /// <summary>Money counted where an office is.</summary>
    public static readonly CapacityBias HeadOffices = new(
        "head-offices",
        "A grant counts where the organisation that received it is recorded, often its head office: areas with many national charities look richer than"
            + " what reaches their residents."
    );

    /// <summary>Funders that do not publish are unseen.</summary>
    public static readonly CapacityBias FundersThatPublish = new(
        "funders-that-publish",
        "Only funders that publish 360Giving data are counted: an area can look poor because those who fund it do not publish."
    );

    /// <summary>Groups that receive no grants are unseen.</summary>
    public static readonly CapacityBias UnregisteredGroups = new(
        "groups-unseen",
        "Groups that apply for no grants, most of them small and local, are unseen."
    );

    /// <summary>Funders aim at deprived areas.</summary>
    public static readonly CapacityBias FundersAim = new(
        "funders-aim-at-need",
        "Funders often aim at deprived areas, so that a grant can be a sign of need as well as of capacity."
    );

    /// <summary>Funders began to publish at different times.</summary>
    public static readonly CapacityBias PublishedSince = new(
        "published-since",
        "Funders began to publish in different years, and few publish what they gave before: an area can look poor because those who funded it then"
            + " publish only what they gave later."
    );

    /// <summary>Grants under other licences are left out.</summary>
    public static readonly CapacityBias OpenLicences = new(
        "open-licences",
        "Only grants published under a licence that asks for no more than acknowledgement are counted. Grants under share-alike or non-commercial licences, or"
            + " without a licence, are left out."
    );

    /// <summary>The years are later than the baseline.</summary>
    public static readonly CapacityBias AfterTheBaseline = new(
        "not-at-the-baseline",
        "The first three years that are covered in full are not those up to the base year of the cuts: this is not the capacity an area had before them."
    );

    /// <summary>The years summed are not those of the baseline.</summary>
    public static readonly CapacityBias NotAtTheBaseline = new(
        "not-at-the-baseline",
        "The file does not say from which year it sums, and it ends years into the cuts: this is not the capacity an area had before them."
    );

    /// <summary>Areas of operation are what a charity says.</summary>
    public static readonly CapacityBias SelfDeclared = new(
        "areas-self-declared",
        "A charity counts in every authority it says it operates in. This is not checked, and a charity that names many may work in few of them."
    );

    /// <summary>Charities counted by postcode count at their office.</summary>
    public static readonly CapacityBias Offices = new(
        "charity-offices",
        "A charity counts where its contact address is, which may be an office, an adviser's or a trustee's home, and is today's address or its last."
    );

    /// <summary>Groups that are no registered charities are unseen.</summary>
    public static readonly CapacityBias Unregistered = new(
        "unregistered-unseen",
        "Groups below the threshold of registration, excepted and exempt charities, and community groups that are no charities are unseen."
    );

    /// <summary>General charities are identified by fields of the register.</summary>
    public static readonly CapacityBias NearlyGeneral = new(
        "general-by-fields",
        "General charities are identified by the register's own fields (methodology), as they are today. This is near the definition researchers use, not the same:"
            + " a charity that states neither income nor spending today is left out of past years too."
    );

    /// <summary>Income includes what councils pay.</summary>
    public static readonly CapacityBias IncomeFromCouncils = new(
        "income-from-councils",
        "Income holds what councils pay for contracts: where councils cut, it can fall with the cut."
    );

    /// <summary>Accounts of many areas.</summary>
    public static readonly CapacityBias IncomeShared = new(
        "income-shared-evenly",
        "The income of a charity that names several authorities is shared evenly between them; where it was spent is not known."
    );

    /// <summary>A charity can leave the register without its work ending.</summary>
    public static readonly CapacityBias Mergers = new(
        "removed-is-not-closed",
        "A charity that merged or changed its legal form leaves the register though its work may go on."
    );

    /// <summary>Figures of later years than the cuts'.</summary>
    public static readonly CapacityBias NotThen = new(
        "later-than-the-baseline",
        "There is not enough data on the years before the cuts. This figure is later, and may already show what the cuts did."
    );

    /// <summary>A survey's figures have a sampling error.</summary>
    public static readonly CapacityBias Surveyed = new(
        "surveyed",
        "A survey of some hundred people in each authority: its per cents are uncertain by several points, which the shrinkage by residents does not account for."
    );
}
