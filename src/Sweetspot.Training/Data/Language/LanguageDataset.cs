using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>A text. Its rows are blocks of equal numbers of bytes, one after another; the last ones are held out, never a sample.</summary>
internal sealed class LanguageDataset : Dataset
{
    private readonly byte[] _training;
    private readonly byte[] _test;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string, int, int), (StreamTokenizer Tokenizer, StreamTokens Tokens)> _kept = [];

    public LanguageDataset(DataProfile profile, byte[] training, byte[] test) => (Profile, _training, _test) = (profile, training, test);

    /// <inheritdoc/>
    public override DataProfile Profile { get; }

    /// <inheritdoc/>
    public override ImmutableArray<int> Classes => [];

    /// <inheritdoc/>
    public override ImmutableArray<double> Targets => [];

    /// <inheritdoc/>
    public override ImmutableArray<int> Groups => [];

    /// <summary>Bytes of a row.</summary>
    public int BlockBytes => Profile.Corpus!.BlockBytes;

    /// <summary>The text of the training rows up to <paramref name="end"/>, from <paramref name="start"/> on; the last row has what is left.</summary>
    public string Text(int start, int end) => Between(_training, Offset(start, Profile.Rows, _training.Length), Offset(end, Profile.Rows, _training.Length));

    /// <summary>The text of the test rows.</summary>
    public string TestText => Encoding.UTF8.GetString(_test);

    /// <summary>The first training rows as tokens, with a tokenizer fitted to them.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="shape">Tokenizer and vocabulary.</param>
    public (StreamTokenizer Tokenizer, StreamTokens Tokens) Tokenize(int rows, TokenShape shape)
    {
        var key = (shape.Tokenizer, shape.Vocabulary, rows);
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var known))
            {
                return known;
            }

            if (_kept.Sum(pair => (long)pair.Value.Tokens.Ids.Length) > 50_000_000)
            {
                _kept.Clear();
            }

            var text = Text(0, rows);
            var tokenizer = StreamTokenizer.Fit(shape.Tokenizer, text, shape.Vocabulary);
            return _kept[key] = (tokenizer, tokenizer.Encode(text));
        }
    }

    /// <summary>Windows of the model's context, one after another: something to compare exported models on.</summary>
    public override EncodedData Encode(ImmutableArray<int> fitRows, InputShape input)
    {
        var shape = input.Texts[0];
        var (tokenizer, tokens) = Tokenize(fitRows.Length, shape);
        return new EncodedData { Input = input, Ids = tokens.Ids[..(tokens.Ids.Length / shape.Length * shape.Length)], EncoderJson = EncoderOf(tokenizer, shape) };
    }

    /// <summary>The encoder that a model is kept with.</summary>
    public static string EncoderOf(StreamTokenizer tokenizer, TokenShape shape) => JsonSerializer.Serialize<EncoderDocument>(
        new LanguageEncoderDocument(new AnswerForm(TaskKind.LanguageModel, [], TargetTransform.None), shape, tokenizer.Fitted), EncoderDocument.Json);

    /// <inheritdoc/>
    internal override bool[] HoldOut(double fraction, ulong seed)
    {
        var first = Profile.Rows - Math.Max(1, (int)(fraction * Profile.Rows));
        return [.. Enumerable.Range(0, Profile.Rows).Select(row => row >= first)];
    }

    private int Offset(int row, int rows, int length) => row >= rows ? length : row * BlockBytes;

    private static string Between(byte[] text, int start, int end) => Encoding.UTF8.GetString(text.AsSpan(Whole(text, start)..Whole(text, end)));

    private static int Whole(byte[] text, int at)
    {
        while (at < text.Length && (text[at] & 0xc0) == 0x80)
        {
            at++;
        }

        return at;
    }
}
