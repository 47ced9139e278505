using System.Net;
using System.Text;

namespace BudgetWatch.App.Http.Contract;

/// <summary>HTML made from our markup and from texts. Every text is encoded, so that none can become markup.</summary>
internal sealed class Markup
{
    private readonly StringBuilder _html = new();

    /// <summary>Adds markup; what is in its braces is a text, or markup that was made this way.</summary>
    public Markup Add(FormattableString markup)
    {
        _html.AppendFormat(
            null,
            markup.Format,
            [
                .. markup
                    .GetArguments()
                    .Select(argument => argument is Markup inner ? inner.ToString() : WebUtility.HtmlEncode(argument?.ToString())),
            ]
        );
        return this;
    }

    /// <summary>Adds the markup of each thing.</summary>
    public Markup AddEach<T>(IEnumerable<T> things, Func<T, FormattableString> markup)
    {
        foreach (var thing in things)
        {
            Add(markup(thing));
        }

        return this;
    }

    /// <summary>Only markup, without texts.</summary>
    public static Markup Of(FormattableString markup) => new Markup().Add(markup);

    /// <summary>A drawing, which has encoded its texts itself.</summary>
    public static Markup Drawn(string svg)
    {
        var markup = new Markup();
        markup._html.Append(svg);
        return markup;
    }

    /// <summary>A text in which words between backticks are code and an empty line parts paragraphs.</summary>
    public static Markup Prose(string? text)
    {
        var markup = new Markup();
        foreach (var (part, index) in (text ?? "").Split('`').Select((part, index) => (part, index)))
        {
            _ = index % 2 == 0 ? markup.Add($"{part}") : markup.Add($"<code>{part}</code>");
        }

        return markup;
    }

    /// <inheritdoc/>
    public override string ToString() => _html.ToString();
}
