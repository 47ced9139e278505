using BudgetWatch.Domain;

namespace BudgetWatch.Questions.Requests;

/// <summary>
/// A parameter of a question, declared once: requests are read by it and the contract is written from it, so that the two cannot part.
/// </summary>
/// <param name="Name">As it is sent.</param>
/// <param name="Meaning">What it chooses, in words for readers.</param>
public record Parameter(string Name, string Meaning)
{
    /// <summary>The words it may be; null where it is no choice of words. Of some, such as returns, a release may hold fewer.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>What holds where it is not sent; null where nothing does, or what does depends on the release.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it must be sent.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it is the name of something there is: one that names nothing is 404, not 400.</summary>
    public bool IsName { get; init; }

    /// <summary>The form it has, as a regular expression of its whole; null where words or bounds say it.</summary>
    public string? Form { get; init; }

    /// <summary>The least and the most it may be; null where it is no number.</summary>
    public (int Least, int Most)? Bounds { get; init; }

    /// <summary>The question it belongs to, where other questions have one of the same name that is declared otherwise; null for the usual one.</summary>
    public string? Of { get; init; }

    /// <summary>A value it can have; null where words or bounds show one. <c>$RELEASE</c> stands for the release of the contract's examples.</summary>
    public string? Example { get; init; }

    /// <summary>Why a value cannot be one of its words; null where it can.</summary>
    public QueryProblem? Refuse(string value) =>
        Words?.Contains(value, StringComparer.Ordinal) == false ? QueryProblem.BadValue(Name, value, Words) : null;
}

/// <summary>A parameter whose words stand for the ways a choice can be made.</summary>
/// <typeparam name="T">The choice.</typeparam>
public sealed record Choice<T> : Parameter
    where T : struct, Enum
{
    /// <summary>Declares it.</summary>
    /// <param name="name">As it is sent.</param>
    /// <param name="ways">The ways, with their words.</param>
    /// <param name="unlessSent">The choice where it is not sent.</param>
    /// <param name="meaning">What it chooses, in words for readers.</param>
    public Choice(string name, EnumNames<T> ways, T unlessSent, string meaning)
        : base(name, meaning)
    {
        Ways = ways;
        Words = ways.Ids;
        Default = ways.Id(unlessSent);
    }

    /// <summary>The ways it can be made.</summary>
    public EnumNames<T> Ways { get; }
}
