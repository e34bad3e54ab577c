using System.Text.Json;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Scores texts and goes on with them, by whatever runs the model.</summary>
public sealed class LanguageText
{
    private readonly StreamTokenizer _tokenizer;
    private readonly GptShape _shape;
    private readonly LanguageJudge.Answer _model;

    /// <param name="description">The model's description.</param>
    /// <param name="model">Runs it.</param>
    /// <exception cref="UserInputException">It is no language model.</exception>
    public LanguageText(ModelDescription description, LanguageJudge.Answer model)
    {
        ArgumentNullException.ThrowIfNull(description);
        var document = JsonSerializer.Deserialize<EncoderDocument>(description.EncoderJson, EncoderDocument.Json) as LanguageEncoderDocument;
        (_shape, _model) = ((description.Shape as GptShape)!, model);
        _tokenizer = new StreamTokenizer(document?.Tokenizer ?? throw new UserInputException("the model is no language model; --continue is for these."));
    }

    /// <summary>Reads a text file, also .gz.</summary>
    /// <exception cref="UserInputException">It is missing, empty, binary or not UTF-8.</exception>
    public static string Read(string path) => LanguageLoader.TextOf(DataFile.Read(path));

    /// <summary>Cross-entropy of a text: its first token, which nothing comes before, is left out.</summary>
    /// <returns>Nats, and the tokens, bytes and characters that they are of.</returns>
    /// <exception cref="UserInputException">It has fewer than two tokens.</exception>
    public (double Nats, int Tokens, int Bytes, int Characters) Score(string text)
    {
        var tokens = _tokenizer.Encode(text);
        if (tokens.Ids.Length < 2)
        {
            throw new UserInputException("the text has fewer than two tokens; there is nothing to predict.");
        }

        var all = new ScoredBlock(tokens, 1, tokens.Ids.Length);
        return (LanguageJudge.Nats(_model, _shape, tokens.Ids, all.Start, all.End), all.End - all.Start, all.Bytes, all.Characters);
    }

    /// <summary>Goes on with a text by drawing tokens, unknown ones never, from their shares at a temperature of 0.8.</summary>
    /// <param name="text">What comes before; at least a character.</param>
    /// <param name="count">Tokens to draw.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <returns>What comes after.</returns>
    public string Continue(string text, int count, ulong seed)
    {
        const double temperature = 0.8;
        var chance = RandomStream.For(seed, 0, "continue");
        List<int> ids = [.. _tokenizer.Encode(text).Ids];
        var known = ids.Count;
        for (var drawn = 0; drawn < count; drawn++)
        {
            long[] window = [.. ids.TakeLast(_shape.Context).Select(id => (long)id)];
            var scores = _model(window, window.Length).AsSpan()[^_shape.Tokens.Vocabulary..];
            ids.Add(Draw(scores, temperature, chance));
        }

        return _tokenizer.Decode(ids.Skip(known));
    }

    private static int Draw(ReadOnlySpan<float> scores, double temperature, RandomStream chance)
    {
        var shares = new double[scores.Length];
        double largest = float.NegativeInfinity;
        for (var id = FittedTokenizer.First; id < scores.Length; id++)
        {
            largest = Math.Max(largest, scores[id]);
        }

        for (var id = FittedTokenizer.First; id < scores.Length; id++)
        {
            shares[id] = Math.Exp((scores[id] - largest) / temperature);
        }

        var left = chance.NextDouble() * shares.Sum();
        var next = Array.FindIndex(shares, share => (left -= share) < 0);
        return next < 0 ? Array.IndexOf(shares, shares.Max()) : next;
    }
}
