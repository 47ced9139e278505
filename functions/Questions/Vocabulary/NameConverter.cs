using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using Newtonsoft.Json;

namespace BudgetWatch.Questions.Vocabulary;

/// <summary>Writes a choice by its name in the API, where that is not its name in code.</summary>
internal abstract class NameConverter<T>(EnumNames<T> names) : JsonConverter<T>
    where T : struct, Enum
{
    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override T ReadJson(JsonReader reader, Type objectType, T existingValue, bool hasExistingValue, JsonSerializer serializer) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public override void WriteJson(JsonWriter writer, T value, JsonSerializer serializer) => writer.WriteValue(names.Id(value));
}

/// <summary>Writes the class of an authority by its letters.</summary>
internal sealed class ClassLetters() : NameConverter<AuthorityClass>(PrincipalClasses.Words);
