using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>A study as kept in the store: enough for a worker to train, and for a viewer to show and choose without the data.</summary>
/// <param name="Spec">The definition with absolute paths.</param>
/// <param name="Profile">What was understood of the data.</param>
/// <param name="Groups">Group of each training row; empty where rows are independent.</param>
internal sealed record StoredDefinition(StudySpec Spec, DataProfile Profile, ImmutableArray<int> Groups)
{
    /// <summary>Raised whenever trainings or measurements give other results than before, so that old and new trials never share a study.</summary>
    private const string TrainerVersion = "5";

    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    public string ToJson() => new JsonObject
    {
        ["spec"] = JsonNode.Parse(StudySpecJson.Write(Spec)),
        ["profile"] = JsonSerializer.SerializeToNode(Profile, Options),
        ["groups"] = JsonSerializer.SerializeToNode(Groups, Options),
    }.ToJsonString();

    public static StoredDefinition Parse(string json)
    {
        try
        {
            var node = JsonNode.Parse(json)!;
            return new StoredDefinition(
                StudySpecJson.Read(node["spec"]!.ToJsonString()),
                node["profile"].Deserialize<DataProfile>(Options)!,
                node["groups"].Deserialize<ImmutableArray<int>>(Options));
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException or InvalidOperationException)
        {
            throw new StudyStoreException("the store holds a study of another version of Sweetspot; run it again with --new, or use that version", exception);
        }
    }

    /// <summary>Rows held out for validation during the search.</summary>
    public int ValidationRows => Profile.Kind switch
    {
        TaskKind.Ranking => Math.Min(TrainingDefaults.MostRanked, Profile.Rows),
        TaskKind.Translation => (int)Math.Min(TrainingDefaults.MostTranslated, Profile.Rows * Spec.Task.Validation),
        _ => (int)(Profile.Rows * Spec.Task.Validation),
    };

    /// <summary>The definition, resolved.</summary>
    public StudyDefinition Resolve() => StudyDefinition.Resolve(Spec, Profile, TrainerVersion, TrainingDefaults.Epochs(Profile), TrainingDefaults.BatchSize(Profile));

    /// <summary>Quality of always answering the commonest class, or the mean; null where the metric has no such simple value.</summary>
    public double? MajorityQuality(string metric) => metric switch
    {
        "accuracy" => Profile.MajorityShare,
        "macro_f1" => 2 * Profile.MajorityShare / (1 + Profile.MajorityShare) / Profile.Classes.Length,
        "worst_class_recall" or "r2" => 0,
        "chrf" => Profile.TrivialChrF,
        _ => null,
    };
}
