using BudgetWatch.Domain;

namespace BudgetWatch.Questions.Requests;

/// <summary>Whether areas in London take part.</summary>
public enum London
{
    /// <summary>They do. The default.</summary>
    Included,

    /// <summary>They do not.</summary>
    Excluded,
}

/// <summary>Names of the choice.</summary>
public static class LondonNames
{
    /// <summary>Its words in the API.</summary>
    public static readonly EnumNames<London> Words = new((London.Included, "included"), (London.Excluded, "excluded"));

    /// <summary>The name in the API.</summary>
    public static string Id(this London london) => Words.Id(london);
}
