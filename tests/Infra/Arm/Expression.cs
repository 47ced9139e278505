using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Infra.Tests.Arm;

/// <summary>An expression of a template, as a tree.</summary>
internal abstract record Expression
{
    /// <summary>Reads what stands between the brackets.</summary>
    /// <exception cref="FormatException">It is no expression.</exception>
    public static Expression Parse(string text)
    {
        var reader = new Reader(text);
        var expression = reader.Read();
        return reader.IsAtEnd ? expression : throw new FormatException($"Something follows the expression: {text}");
    }

    internal sealed record Constant(JToken Value) : Expression;

    internal sealed record Call(string Function, IReadOnlyList<Expression> Arguments) : Expression;

    internal sealed record Member(Expression Of, Expression Name) : Expression;

    private sealed class Reader(string text)
    {
        private int at;

        public bool IsAtEnd
        {
            get
            {
                Skip();
                return at == text.Length;
            }
        }

        public Expression Read()
        {
            var expression = Start();
            while (true)
            {
                if (Take('.'))
                {
                    expression = new Member(expression, new Constant(Word()));
                }
                else if (Take('['))
                {
                    expression = new Member(expression, Read());
                    Expect(']');
                }
                else
                {
                    return expression;
                }
            }
        }

        private Expression Start()
        {
            Skip();
            if (at < text.Length && text[at] == '\'')
            {
                return new Constant(Text());
            }

            if (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '-'))
            {
                var from = at++;
                while (at < text.Length && char.IsAsciiDigit(text[at]))
                {
                    at++;
                }

                return new Constant(long.Parse(text.AsSpan(from, at - from), CultureInfo.InvariantCulture));
            }

            var function = Word();
            Expect('(');
            var arguments = new List<Expression>();
            while (!Take(')'))
            {
                arguments.Add(Read());
                Take(',');
            }

            return new Call(function, arguments);
        }

        private string Text()
        {
            var value = new StringBuilder();
            for (at++; at < text.Length; at++)
            {
                if (text[at] != '\'')
                {
                    value.Append(text[at]);
                }
                else if (at + 1 < text.Length && text[at + 1] == '\'')
                {
                    value.Append(text[at++]);
                }
                else
                {
                    at++;
                    return value.ToString();
                }
            }

            throw new FormatException($"A string has no end: {text}");
        }

        private string Word()
        {
            Skip();
            var from = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            {
                at++;
            }

            return at > from ? text[from..at] : throw new FormatException($"A word is missing at {at}: {text}");
        }

        private bool Take(char c)
        {
            Skip();
            if (at >= text.Length || text[at] != c)
            {
                return false;
            }

            at++;
            return true;
        }

        private void Expect(char c)
        {
            if (!Take(c))
            {
                throw new FormatException($"'{c}' is missing at {at}: {text}");
            }
        }

        private void Skip()
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }
        }
    }
}
