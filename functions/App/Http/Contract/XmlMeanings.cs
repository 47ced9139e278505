using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BudgetWatch.App.Http.Contract;

/// <summary>What the code says of its types and members, from the documentation files that the compiler writes beside the assemblies.</summary>
internal sealed partial class XmlMeanings
{
    private readonly Dictionary<Assembly, IReadOnlyDictionary<string, XElement>> _members = [];

    /// <summary>What a type is, in words.</summary>
    public string OfType(Type type) =>
        Member($"T:{NameOf(type)}", type.Assembly)?.Element("summary") is { } summary
            ? TextOf(summary)
            : throw new InvalidOperationException($"{type} has no summary, or its documentation file is not beside its assembly.");

    /// <summary>What more a reader should know of a type; null where it says nothing more.</summary>
    public string? MoreOfType(Type type) =>
        Member($"T:{NameOf(type)}", type.Assembly)?.Element("remarks") is { } remarks ? TextOf(remarks) : null;

    /// <summary>What a property is, in words: its own, or of a record those of the parameter it is made from.</summary>
    public string OfProperty(Type declaring, string property) =>
        (
            Member($"P:{NameOf(declaring)}.{property}", declaring.Assembly)?.Element("summary")
            ?? Member($"T:{NameOf(declaring)}", declaring.Assembly)
                ?.Elements("param")
                .FirstOrDefault(param => (string?)param.Attribute("name") == property)
        )
            is { } text
            ? TextOf(text)
            : throw new InvalidOperationException(
                $"{declaring}.{property} has no summary, or its documentation file is not beside its assembly."
            );

    private static string NameOf(Type type) =>
        (type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private XElement? Member(string name, Assembly assembly)
    {
        if (!_members.TryGetValue(assembly, out var members))
        {
            var file = Path.ChangeExtension(assembly.Location, ".xml");
            members = File.Exists(file)
                ? XDocument
                    .Load(file)
                    .Descendants("member")
                    .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal)
                : new Dictionary<string, XElement>(StringComparer.Ordinal);
            _members.Add(assembly, members);
        }

        return members.GetValueOrDefault(name);
    }

    private static string TextOf(XElement element) => Blanks().Replace(string.Concat(element.Nodes().Select(TextOf)), " ").Trim();

    private static string TextOf(XNode node) =>
        node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement reference => ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? reference.Value).Split(
                '.',
                ':'
            )[^1],
            _ => "",
        };

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blanks();
}
