using System.Globalization;
using System.Text.Json.Nodes;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace BudgetWatch.App.Http.Contract;

/// <summary>
/// The contract as OpenAPI 3.1, made from the code that answers: addresses and verbs from the functions, parameters from their declarations, shapes
/// from the types by the serializer, words from their documentation, examples from answers that were given.
/// </summary>
internal sealed class ContractDocument
{
    private const string Header = "functionKey";
    private const string InQuery = "functionKeyInQuery";

    private readonly OpenApiDocument _document = new() { Paths = [], Components = new OpenApiComponents() };
    private readonly XmlMeanings _meanings = new();
    private readonly AnswerSchemas _schemas;
    private readonly RealAnswers _answers;
    private readonly bool _showsExamples;
    private readonly SortedDictionary<string, IOpenApiParameter> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Parameter> _declared = new(StringComparer.Ordinal);

    private ContractDocument(RealAnswers answers, bool showsExamples)
    {
        _answers = answers;
        _showsExamples = showsExamples;
        _schemas = new AnswerSchemas(_document, _meanings);
    }

    /// <summary>The contract of this build.</summary>
    /// <param name="showsExamples">Whether it shows the answers that were given.</param>
    public static OpenApiDocument Made(bool showsExamples = true) => new ContractDocument(RealAnswers.Kept(), showsExamples).Make();

    private OpenApiDocument Make()
    {
        _document.Info = Info();
        _document.Servers = [new OpenApiServer { Url = $"/{Routes.Base}", Description = "The server this document is from." }];
        _document.Tags = new HashSet<OpenApiTag>(Topic.All.Select(topic => new OpenApiTag { Name = topic.Name, Description = topic.Text }));
        var components = _document.Components!;
        components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Header] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "x-functions-key",
                Description = "A function key, for operators.",
            },
            [InQuery] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Query,
                Name = "code",
                Description = "The same key in the address.",
            },
        };
        components.Headers = Headers();
        components.Responses = Responses();
        foreach (var function in HttpFunction.All())
        {
            _document.Paths.Add(function.Path, PathOf(function));
        }

        components.Schemas = _schemas.Components;
        components.Parameters = _parameters;
        _document.RegisterComponents();
        return _document;
    }

    private OpenApiInfo Info() =>
        new()
        {
            Title = "BudgetWatch",
            Summary =
                "What councils in England spend, how far it was cut, and whether the cuts fell hardest where people are most deprived.",
            Version = "1",
            Description =
                "Read-only, no key, JSON and CSV. Every figure comes with its release, question, unit, flags and sources, and a release never changes once it is"
                + " published. Every mistake is answered with a problem (RFC 9457) that says how to fix it; an unknown address is 404 and lists those that"
                + " are. Every answer has a strong `ETag`, and `If-None-Match` with it gives 304 without a body. HEAD gives the headers of GET. Any origin may ask (CORS"
                + " `*`). Findings about deprivation are about areas, not about the people in them; these are not official statistics.\n\n"
                + (
                    _showsExamples
                        ? $"Examples are real answers of release {_answers.Filled("$RELEASE")}; of lists longer than {RealAnswers.WholeList.ToString(CultureInfo.InvariantCulture)}"
                            + " the first two are shown, and of CSV the first three lines."
                        : "This is the form for programs that read OpenAPI 3.0; examples are in `/openapi.json`."
                ),
            Contact = new OpenApiContact { Name = "BudgetWatch" },
            License = new OpenApiLicense
            {
                Name = "Open Government Licence v3.0",
                Url = new Uri("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
            },
        };

    private OpenApiPathItem PathOf(HttpFunction function)
    {
        var resource = function.Resource;
        var path = new OpenApiPathItem
        {
            Parameters = [.. resource.Path.Select(PathParameter), .. resource.Parameters.Select(QueryParameter)],
            Operations = [],
        };
        foreach (var method in function.Methods)
        {
            path.Operations.Add(method, method == HttpMethod.Head ? Head(function) : Operation(function));
        }

        return path.Parameters.Count > 0 ? path : new OpenApiPathItem { Operations = path.Operations };
    }

    private OpenApiOperation Operation(HttpFunction function)
    {
        var resource = function.Resource;
        var operation = new OpenApiOperation
        {
            OperationId = function.OperationId,
            Summary = _meanings.OfType(function.Type).TrimEnd('.'),
            Description = string.Join(
                ' ',
                new[] { _meanings.MoreOfType(function.Type), $"Cache: {resource.Caching}" }.Where(text => text is not null)
            ),
            Tags = new HashSet<OpenApiTagReference> { new(resource.Topic.Name, _document) },
            Responses = [],
        };
        operation.Responses.Add(Text(resource.Status), Answer(function));
        if (resource.IsValidated)
        {
            operation.Responses.Add("304", new OpenApiResponseReference("NotModified", _document));
        }

        if (resource.TakesRanges)
        {
            operation.Responses.Add(
                "206",
                new OpenApiResponse
                {
                    Description = "The bytes that `Range` asks for, of one range. Never compressed.",
                    Headers = HeadersOf("ETag", "Cache-Control", "Accept-Ranges", "Content-Range"),
                    Content = Content(function, withExamples: false),
                }
            );
        }

        AddProblems(operation, function);
        if (resource.Otherwise is var (status, when))
        {
            operation.Responses.Add(
                Text(status),
                new OpenApiResponse
                {
                    Description = when,
                    Headers = HeadersOf("Retry-After", "Cache-Control"),
                    Content = Content(function, withExamples: false),
                }
            );
        }

        return operation;
    }

    private OpenApiOperation Head(HttpFunction function)
    {
        var resource = function.Resource;
        var operation = new OpenApiOperation
        {
            OperationId = $"head{function.Type.Name["Get".Length..]}",
            Summary = $"The headers of {function.Path}",
            Description = "As GET, without a body.",
            Tags = new HashSet<OpenApiTagReference> { new(resource.Topic.Name, _document) },
            Responses = [],
        };
        operation.Responses.Add(Text(resource.Status), new OpenApiResponseReference("HeadersAlone", _document));
        operation.Responses.Add("304", new OpenApiResponseReference("NotModified", _document));
        AddProblems(operation, function);

        // Parts are asked for by GET alone, and so is what can be wrong with them (RFC 9110, section 14.2).
        operation.Responses.Remove(Text(StatusCodes.Status412PreconditionFailed));
        operation.Responses.Remove(Text(StatusCodes.Status416RangeNotSatisfiable));
        if (resource.Otherwise is var (status, when))
        {
            operation.Responses.Add(Text(status), new OpenApiResponse { Description = when });
        }

        return operation;
    }

    private void AddProblems(OpenApiOperation operation, HttpFunction function)
    {
        if (function.TakesKey)
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Header, _document)] = [] },
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(InQuery, _document)] = [] },
            ];
            operation.Responses!.Add("401", new OpenApiResponseReference("NoKey", _document));
        }

        foreach (var status in function.Resource.AllProblems)
        {
            operation.Responses!.Add(Text(status), new OpenApiResponseReference(ContractProblem.Of(status).Name, _document));
        }
    }

    private OpenApiResponse Answer(HttpFunction function)
    {
        var resource = function.Resource;
        List<string> headers = resource.IsValidated ? ["ETag", "Cache-Control", "Vary"] : ["Cache-Control"];
        if (resource.IsPaged || resource.MediaTypes.Contains(MediaType.Csv))
        {
            headers.Add("Link");
        }

        if (resource.IsLocated)
        {
            headers.Add("Location");
        }

        if (resource is FileResource)
        {
            headers = ["ETag", "Cache-Control", "Vary", "Accept-Ranges", "Link"];
        }

        if (resource is BytesResource)
        {
            headers = ["ETag", "Cache-Control", "Accept-Ranges", "Content-Disposition"];
        }

        return new OpenApiResponse
        {
            Description = _meanings.OfType(function.Type),
            Headers = HeadersOf([.. headers]),
            Content = Content(function, withExamples: true),
        };
    }

    private Dictionary<string, IOpenApiMediaType> Content(HttpFunction function, bool withExamples) =>
        function.Resource.MediaTypes.ToDictionary(
            media => media,
            media =>
                (IOpenApiMediaType)
                    new OpenApiMediaType
                    {
                        Schema = media switch
                        {
                            MediaType.JsonStat when function.Resource.CubeAnswer is { } cube => _schemas.Of(cube),
                            MediaType.Json when function.Resource.Answer is { } type => _schemas.Of(type),
                            MediaType.Json => new OpenApiSchema { Type = JsonSchemaType.Object },
                            MediaType.Csvw => new OpenApiSchema
                            {
                                Type = JsonSchemaType.Object,
                                Description =
                                    "What each column of the CSV is: its name, type, unit and meaning, as W3C's CSV on the Web has it.",
                            },
                            MediaType.Csv => new OpenApiSchema
                            {
                                Type = JsonSchemaType.String,
                                Description = Columns(function.OperationId),
                            },
                            // A file, a page or a feed: as binary, or generated clients would read a JSON text out of it, or nothing.
                            _ => new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                        },
                        Examples = withExamples
                            ? ExampleOf(function.OperationId, media, $"{function.Methods[0]} /{Routes.Base}{function.ExampleRequest}")
                            : null,
                    },
            StringComparer.Ordinal
        );

    /// <summary>The names over the columns, as its example has them.</summary>
    private string? Columns(string name) =>
        _answers.Find(name, MediaType.Csv) is { } csv
            ? $"RFC 4180 in UTF-8. Columns: {string.Join(", ", csv.GetValue<string>().Split("\r\n")[0].Split(',').Select(column => $"`{column}`"))}."
            : null;

    private Dictionary<string, IOpenApiExample>? ExampleOf(string name, string media, string request) =>
        _showsExamples && _answers.Find(name, media) is { } value
            ? new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal)
            {
                ["real"] = new OpenApiExample
                {
                    Summary =
                        _answers.Filled(request)
                        + (media is MediaType.Csv or MediaType.Csvw or MediaType.JsonStat ? $" with Accept: {media}" : ""),
                    Value = value,
                },
            }
            : null;

    private OpenApiParameter PathParameter(Parameter parameter) =>
        new()
        {
            Name = parameter.Name,
            In = ParameterLocation.Path,
            Required = true,
            Description = parameter.Meaning,
            Schema = SchemaOf(parameter),
            Example = JsonValue.Create(_answers.Filled(parameter.Example!)),
        };

    private OpenApiParameterReference QueryParameter(Parameter parameter)
    {
        var name = parameter.Of is null ? parameter.Name : $"{parameter.Of}.{parameter.Name}";
        if (_declared.TryAdd(name, parameter))
        {
            _parameters.Add(
                name,
                new OpenApiParameter
                {
                    Name = parameter.Name,
                    In = ParameterLocation.Query,
                    Required = parameter.IsRequired,
                    Description = parameter.Meaning,
                    Schema = SchemaOf(parameter),
                    Example = parameter.Example is { } example ? JsonValue.Create(_answers.Filled(example)) : null,
                }
            );
        }
        else if (_declared[name] != parameter)
        {
            throw new InvalidOperationException($"'{name}' is declared in two ways.");
        }

        return new OpenApiParameterReference(name, _document);
    }

    private static OpenApiSchema SchemaOf(Parameter parameter) =>
        parameter.Bounds is var (least, most)
            ? new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = Text(least),
                Maximum = Text(most),
                Default = parameter.Default is { } usual ? JsonValue.Create(int.Parse(usual, CultureInfo.InvariantCulture)) : null,
            }
            : new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = parameter.Words is { } words ? [.. words.Select(word => JsonValue.Create(word))] : null,
                Pattern = parameter.Form is { } form ? $"^{form}$" : null,
                MinLength = parameter.IsName ? 1 : null,
                Default = parameter.Default is { } text ? JsonValue.Create(text) : null,
            };

    private static Dictionary<string, IOpenApiHeader> Headers()
    {
        OpenApiHeader Of(string text, string? format = null) =>
            new()
            {
                Description = text,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = format },
            };
        return new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
        {
            ["ETag"] = Of("Strong. Sent back as `If-None-Match` it gives 304 where nothing changed, whatever encoding it was given for."),
            ["Cache-Control"] = Of(
                "How long the answer may be kept: `public, max-age=…`, with `immutable` where it never changes; `no-store` for problems."
            ),
            ["Vary"] = Of("What else the answer depends on."),
            ["Link"] = Of(
                "For a list the next page, as `rel=\"next\"`, unless it is the last; for CSV what its columns are, as `rel=\"describedby\"`."
            ),
            ["Location"] = Of("Where to follow the run that was started, or was already running."),
            ["Content-Disposition"] = Of("The file's original name."),
            ["Allow"] = Of("The verbs of the address."),
            ["Accept-Ranges"] = Of("`bytes`: any one range of the file can be asked for with `Range`."),
            ["Content-Range"] = Of("Which bytes of how many, as `bytes 0-3/1024`; where none were in the file `bytes */1024`."),
            ["Retry-After"] = new OpenApiHeader
            {
                Description = "Seconds to wait.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
            },
        };
    }

    private Dictionary<string, IOpenApiResponse> Responses()
    {
        var responses = new Dictionary<string, IOpenApiResponse>(StringComparer.Ordinal)
        {
            ["HeadersAlone"] = new OpenApiResponse
            {
                Description = "The headers of the answer, with its length, and no body.",
                Headers = HeadersOf("ETag", "Cache-Control"),
            },
            ["NotModified"] = new OpenApiResponse
            {
                Description = "Nothing changed since the `ETag` that was sent.",
                Headers = HeadersOf("ETag", "Cache-Control"),
            },
            ["NoKey"] = new OpenApiResponse { Description = "The key is missing or wrong. Without a body." },
        };
        foreach (var problem in ContractProblem.All)
        {
            responses.Add(
                problem.Name,
                new OpenApiResponse
                {
                    Description = problem.Text,
                    Headers = problem.Name switch
                    {
                        ContractProblem.NothingPublished => HeadersOf("Retry-After", "Cache-Control"),
                        ContractProblem.MethodNotAllowed => HeadersOf("Allow", "Cache-Control"),
                        ContractProblem.RangeNotSatisfiable => HeadersOf("Content-Range", "Cache-Control"),
                        _ => HeadersOf("Cache-Control"),
                    },
                    Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
                    {
                        [MediaType.Problem] = new OpenApiMediaType
                        {
                            Schema = _schemas.Of(typeof(ProblemAnswer)),
                            Examples = ExampleOf(problem.Name, MediaType.Problem, $"GET /{Routes.Base}{problem.Example}"),
                        },
                    },
                }
            );
        }

        return responses;
    }

    private Dictionary<string, IOpenApiHeader> HeadersOf(params string[] names) =>
        names.ToDictionary(name => name, name => (IOpenApiHeader)new OpenApiHeaderReference(name, _document), StringComparer.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
