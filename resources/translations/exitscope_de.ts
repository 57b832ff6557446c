<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>Criterion</name>
    <message>
        <source>Convergence</source>
        <translation>Konvergenz</translation>
    </message>
    <message>
        <source>Watches how much the probability of the most likely token changes from one layer to the next. When it hardly moves any more, the prediction is taken to have settled.</source>
        <translation>Beobachtet, wie stark sich die Wahrscheinlichkeit des wahrscheinlichsten Tokens von einer Schicht zur nächsten ändert. Bewegt sie sich kaum noch, gilt die Vorhersage als gefestigt.</translation>
    </message>
    <message>
        <source>Largest change</source>
        <translation>Größte Änderung</translation>
    </message>
    <message>
        <source>leave when the top probability changed by no more than this</source>
        <translation>aussteigen, wenn sich die höchste Wahrscheinlichkeit um höchstens so viel geändert hat</translation>
    </message>
    <message>
        <source>Cosine similarity</source>
        <translation>Kosinus-Ähnlichkeit</translation>
    </message>
    <message>
        <source>Compares what the model holds after a layer with what it held one layer earlier. When the two point almost the same way, deeper layers are taken to add nothing.</source>
        <translation>Vergleicht, was das Modell nach einer Schicht enthält, mit dem Stand eine Schicht zuvor. Zeigen beide fast in dieselbe Richtung, tragen tiefere Schichten vermutlich nichts mehr bei.</translation>
    </message>
    <message>
        <source>Similarity threshold</source>
        <translation>Ähnlichkeitsschwelle</translation>
    </message>
    <message>
        <source>leave when the cosine of successive hidden states is above this</source>
        <translation>aussteigen, wenn der Kosinus aufeinanderfolgender verborgener Zustände darüber liegt</translation>
    </message>
    <message>
        <source>Threshold at the first layer</source>
        <translation>Schwelle in der ersten Schicht</translation>
    </message>
    <message>
        <source>entropy threshold a at layer 0, nats; the largest entropy is ln(vocabulary)</source>
        <translation>Entropieschwelle a in Schicht 0, in Nats; die größte Entropie ist ln(Vokabular)</translation>
    </message>
    <message>
        <source>Threshold towards the last layer</source>
        <translation>Schwelle zur letzten Schicht hin</translation>
    </message>
    <message>
        <source>entropy threshold b that the deepest layers approach, nats</source>
        <translation>Entropieschwelle b, der sich die tiefsten Schichten nähern, in Nats</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>temperature T of the softmax whose entropy is taken</source>
        <translation>Temperatur T des Softmax, dessen Entropie bestimmt wird</translation>
    </message>
    <message>
        <source>Thresholds as shares of ln V</source>
        <translation>Schwellen als Anteile von ln V</translation>
    </message>
    <message>
        <source>a and b are shares of the largest possible entropy, ln(vocabulary), so that they suit any vocabulary</source>
        <translation>a und b sind Anteile der größtmöglichen Entropie, ln(Vokabular), und passen so zu jedem Vokabular</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>Measures how undecided the prediction after a layer still is: high when many tokens are about equally likely, near zero when one stands out. The token leaves when the entropy falls below a threshold that moves with depth.</source>
        <translation>Misst, wie unentschieden die Vorhersage nach einer Schicht noch ist: hoch, wenn viele Tokens etwa gleich wahrscheinlich sind, nahe null, wenn eines heraussticht. Das Token steigt aus, wenn die Entropie unter eine Schwelle fällt, die sich mit der Tiefe ändert.</translation>
    </message>
    <message>
        <source>KL to the previous layer</source>
        <translation>KL zur vorigen Schicht</translation>
    </message>
    <message>
        <source>Measures by how much a layer changed the whole prediction of the layer before it. When next to nothing has changed, deeper layers are taken to change nothing either.</source>
        <translation>Misst, wie stark eine Schicht die gesamte Vorhersage der vorigen Schicht verändert hat. Hat sich so gut wie nichts verändert, ändern tiefere Schichten vermutlich auch nichts.</translation>
    </message>
    <message>
        <source>KL threshold</source>
        <translation>KL-Schwelle</translation>
    </message>
    <message>
        <source>leave when the divergence from the previous layer&apos;s prediction is below this, nats</source>
        <translation>aussteigen, wenn die Divergenz zur Vorhersage der vorigen Schicht darunter liegt, in Nats</translation>
    </message>
    <message>
        <source>Maximum probability</source>
        <translation>Größte Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Looks at the probability of the most likely token after a layer. The token leaves when that confidence exceeds a threshold, strict at first and laxer with depth.</source>
        <translation>Betrachtet die Wahrscheinlichkeit des wahrscheinlichsten Tokens nach einer Schicht. Das Token steigt aus, wenn diese Konfidenz eine Schwelle übersteigt, die anfangs streng ist und mit der Tiefe lockerer wird.</translation>
    </message>
    <message>
        <source>probability threshold a at layer 0</source>
        <translation>Wahrscheinlichkeitsschwelle a in Schicht 0</translation>
    </message>
    <message>
        <source>probability threshold b that the deepest layers approach</source>
        <translation>Wahrscheinlichkeitsschwelle b, der sich die tiefsten Schichten nähern</translation>
    </message>
    <message>
        <source>Exponent</source>
        <translation>Exponent</translation>
    </message>
    <message>
        <source>exponent k of the way from a to b; 1 is a straight line, less stays near a for longer</source>
        <translation>Exponent k des Weges von a nach b; 1 ergibt eine Gerade, kleinere Werte bleiben länger nahe a</translation>
    </message>
    <message>
        <source>Token repeat</source>
        <translation>Token-Wiederholung</translation>
    </message>
    <message>
        <source>Counts for how many layers in a row the most likely token has stayed the same. Once it has been repeated often enough, it is taken as final.</source>
        <translation>Zählt, wie viele Schichten in Folge das wahrscheinlichste Token gleich geblieben ist. Hat es sich oft genug wiederholt, gilt es als endgültig.</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>leave when the top token has been repeated at this many layers</source>
        <translation>aussteigen, wenn sich das wahrscheinlichste Token in so vielen Schichten wiederholt hat</translation>
    </message>
    <message>
        <source>Top-2 margin</source>
        <translation>Top-2-Abstand</translation>
    </message>
    <message>
        <source>Looks at how far the most likely token after a layer is ahead of the second. The token leaves when that lead in probability exceeds a threshold.</source>
        <translation>Betrachtet, wie weit das wahrscheinlichste Token nach einer Schicht vor dem zweiten liegt. Das Token steigt aus, wenn dieser Vorsprung an Wahrscheinlichkeit eine Schwelle übersteigt.</translation>
    </message>
    <message>
        <source>Margin threshold</source>
        <translation>Abstandsschwelle</translation>
    </message>
    <message>
        <source>leave when the two largest probabilities differ by more than this</source>
        <translation>aussteigen, wenn sich die beiden größten Wahrscheinlichkeiten um mehr als das unterscheiden</translation>
    </message>
    <message>
        <source>l &gt;= 2 and |max p_l - max p_{l-1}| &lt;= delta_threshold</source>
        <translation>l &gt;= 2 und |max p_l - max p_{l-1}| &lt;= delta_threshold</translation>
    </message>
    <message>
        <source>cos(n_l, n_{l-1}) &gt; similarity_threshold</source>
        <translation>cos(n_l, n_{l-1}) &gt; similarity_threshold</translation>
    </message>
    <message>
        <source>H(softmax(z_l / T)) &lt; a rho^0.5 + b (1 - rho^0.5)</source>
        <translation>H(softmax(z_l / T)) &lt; a rho^0.5 + b (1 - rho^0.5)</translation>
    </message>
    <message>
        <source>KL(p_l || p_{l-1}) &lt; kl_threshold</source>
        <translation>KL(p_l || p_{l-1}) &lt; kl_threshold</translation>
    </message>
    <message>
        <source>max p_l &gt; a rho^k + b (1 - rho^k)</source>
        <translation>max p_l &gt; a rho^k + b (1 - rho^k)</translation>
    </message>
    <message>
        <source>r_l = r_{l-1} + 1 if the top token is unchanged, else 0;  r_l &gt;= repeats</source>
        <translation>r_l = r_{l-1} + 1, wenn das oberste Token gleich bleibt, sonst 0;  r_l &gt;= repeats</translation>
    </message>
    <message>
        <source>p_l(1) - p_l(2) &gt; margin_threshold</source>
        <translation>p_l(1) - p_l(2) &gt; margin_threshold</translation>
    </message>
</context>
<context>
    <name>RunDifference</name>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>layers of the model</source>
        <translation>Schichten des Modells</translation>
    </message>
    <message>
        <source>strategy</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>exit rule</source>
        <translation>Ausstiegsregel</translation>
    </message>
    <message>
        <source>exit layer</source>
        <translation>Ausstiegsschicht</translation>
    </message>
    <message>
        <source>drafts per round</source>
        <translation>Entwürfe je Runde</translation>
    </message>
    <message>
        <source>K/V policy</source>
        <translation>K/V-Strategie</translation>
    </message>
    <message>
        <source>scoring</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>prompt may exit</source>
        <translation>Prompt darf aussteigen</translation>
    </message>
    <message>
        <source>waiting rows</source>
        <translation>wartende Zeilen</translation>
    </message>
    <message>
        <source>layers past the exit</source>
        <translation>Schichten nach dem Ausstieg</translation>
    </message>
    <message>
        <source>next token</source>
        <translation>nächstes Token</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>tokens at most</source>
        <translation>Tokens höchstens</translation>
    </message>
    <message>
        <source>end token</source>
        <translation>Endtoken</translation>
    </message>
    <message>
        <source>stop words</source>
        <translation>Stoppwörter</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>changes on the way</source>
        <translation>Änderungen unterwegs</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>autoregressive</source>
        <translation>autoregressiv</translation>
    </message>
    <message>
        <source>self-speculative</source>
        <translation>selbst-spekulativ</translation>
    </message>
    <message>
        <source>dynamic self-speculative</source>
        <translation>dynamisch selbst-spekulativ</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>nicht gefragt</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>greedy</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>watched</source>
        <translation>zugeschaut</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>nicht gelaufen</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>ignoriert</translation>
    </message>
    <message>
        <source>ends</source>
        <translation>beendet</translation>
    </message>
</context>
<context>
    <name>exitscope::AcceptancePlot</name>
    <message>
        <source>Accepted drafts by their place in the round</source>
        <translation>Angenommene Entwürfe nach ihrem Platz in der Runde</translation>
    </message>
    <message>
        <source>Draft %1 of its round: drafted %2, accepted %3 (%4), rejected %5, not checked %6</source>
        <translation>Entwurf %1 seiner Runde: entworfen %2, angenommen %3 (%4), verworfen %5, nicht geprüft %6</translation>
    </message>
    <message>
        <source>%1; of those checked %2 were accepted</source>
        <translation>%1; von den geprüften wurden %2 angenommen</translation>
    </message>
</context>
<context>
    <name>exitscope::AcceptanceText</name>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>nicht geprüft</translation>
    </message>
</context>
<context>
    <name>exitscope::AccountBar</name>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign out? That removes the token from %1, where other programs may look for it.</source>
        <translation>Abmelden? Das entfernt das Token aus %1, wo andere Programme es suchen können.</translation>
    </message>
    <message>
        <source>the keyring</source>
        <translation>dem Schlüsselbund</translation>
    </message>
    <message>
        <source>HF_HUB_OFFLINE is set: nothing is downloaded, and what is here opens.</source>
        <translation>HF_HUB_OFFLINE ist gesetzt: Nichts wird heruntergeladen, und was da ist, lässt sich öffnen.</translation>
    </message>
    <message>
        <source>Not signed in at %1; only gated models need it.</source>
        <translation>Nicht angemeldet bei %1; nur Modelle mit Zugangsbeschränkung brauchen es.</translation>
    </message>
    <message>
        <source>%1 does not accept the token from %2.</source>
        <translation>%1 nimmt das Token aus %2 nicht an.</translation>
    </message>
    <message>
        <source>%1 cannot be asked now. What is here opens.</source>
        <translation>%1 ist nicht erreichbar. Was da ist, lässt sich öffnen.</translation>
    </message>
    <message>
        <source>A token is known from %1.</source>
        <translation>Ein Token aus %1 ist bekannt.</translation>
    </message>
    <message>
        <source>Signed in at %1 as %2 (token from %3).</source>
        <translation>Angemeldet bei %1 als %2 (Token aus %3).</translation>
    </message>
    <message>
        <source>&amp;Sign in…</source>
        <translation>Anme&amp;lden…</translation>
    </message>
    <message>
        <source>&amp;Sign out</source>
        <translation>Abme&amp;lden</translation>
    </message>
</context>
<context>
    <name>exitscope::AlternativeButton</name>
    <message>
        <source>&amp;Continue from the alternative</source>
        <translation>Mit der Alternative &amp;fortsetzen</translation>
    </message>
    <message>
        <source>Writes the text again from this token on, with the token that is current in the table in its place; the run as it is stays in the list of runs</source>
        <translation>Schreibt den Text ab diesem Token neu, mit dem in der Tabelle aktuellen Token an seiner Stelle; der bisherige Lauf bleibt in der Liste der Läufe</translation>
    </message>
    <message>
        <source>Continue from an alternative</source>
        <translation>Mit einer Alternative fortsetzen</translation>
    </message>
    <message>
        <source>Continue from “%1”</source>
        <translation>Mit „%1“ fortsetzen</translation>
    </message>
</context>
<context>
    <name>exitscope::AnalysisTabs</name>
    <message>
        <source>Staircase</source>
        <translation>Treppe</translation>
    </message>
    <message>
        <source>Exits</source>
        <translation>Ausstiege</translation>
    </message>
</context>
<context>
    <name>exitscope::AutosaveText</name>
    <message>
        <source>Runs are not autosaved, for nothing can be written to %1; make room there, or name another folder in EXITSCOPE_DATA.</source>
        <translation>Läufe werden nicht automatisch gesichert, denn in %1 lässt sich nichts schreiben; schaffen Sie dort Platz oder nennen Sie in EXITSCOPE_DATA einen anderen Ordner.</translation>
    </message>
    <message>
        <source> It was set aside as %1.</source>
        <translation> Sie wurde als %1 beiseitegelegt.</translation>
    </message>
</context>
<context>
    <name>exitscope::BenchmarkView</name>
    <message>
        <source>Results of a benchmark</source>
        <translation>Ergebnisse eines Benchmarks</translation>
    </message>
    <message>
        <source>Precision and recall</source>
        <translation>Precision und Recall</translation>
    </message>
    <message>
        <source>Show the parts of each ROUGE too</source>
        <translation>Auch die Teile jedes ROUGE-Werts zeigen</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Exit layers</source>
        <translation>Ausstiegsschichten</translation>
    </message>
    <message>
        <source>Quality by exit layer</source>
        <translation>Qualität nach Ausstiegsschicht</translation>
    </message>
    <message>
        <source>Quality by speed</source>
        <translation>Qualität nach Geschwindigkeit</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Metric of quality</source>
        <translation>Maß der Qualität</translation>
    </message>
    <message>
        <source>What stands for quality in the plot and in the table of samples</source>
        <translation>Was im Diagramm und in der Tabelle der Proben für Qualität steht</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Proben</translation>
    </message>
</context>
<context>
    <name>exitscope::Branching</name>
    <message>
        <source>Run on from the selected &amp;token</source>
        <translation>Ab gewähltem To&amp;ken fortsetzen</translation>
    </message>
    <message>
        <source>Writes the text again from that token on, under the settings as they are now</source>
        <translation>Schreibt den Text ab diesem Token neu, mit den jetzigen Einstellungen</translation>
    </message>
    <message>
        <source>Run on from the e&amp;nd</source>
        <translation>Ab dem &amp;Ende fortsetzen</translation>
    </message>
    <message>
        <source>Adds to the run on screen</source>
        <translation>Verlängert den angezeigten Lauf</translation>
    </message>
    <message>
        <source>Previo&amp;us run</source>
        <translation>&amp;Voriger Lauf</translation>
    </message>
    <message>
        <source>Puts the run above on screen</source>
        <translation>Zeigt den Lauf darüber an</translation>
    </message>
    <message>
        <source>Ne&amp;xt run</source>
        <translation>&amp;Nächster Lauf</translation>
    </message>
    <message>
        <source>Puts the run below on screen</source>
        <translation>Zeigt den Lauf darunter an</translation>
    </message>
    <message>
        <source>The run was as long as “Most tokens” in the Rule tab allows; that is now %1.</source>
        <translation>Der Lauf war so lang, wie „Tokens höchstens“ im Reiter „Regel“ erlaubt; dort steht jetzt %1.</translation>
    </message>
</context>
<context>
    <name>exitscope::CalibrateDialog</name>
    <message>
        <source>Calibrate a threshold</source>
        <translation>Schwelle kalibrieren</translation>
    </message>
    <message>
        <source>How daring may a threshold be? This writes on from each prompt at full depth and looks for the most daring threshold that keeps the risk.</source>
        <translation>Wie gewagt darf eine Schwelle sein? Jeder Prompt wird in voller Tiefe fortgeschrieben; gesucht wird die gewagteste Schwelle, die das Risiko einhält.</translation>
    </message>
    <message>
        <source>St&amp;art</source>
        <translation>St&amp;art</translation>
    </message>
    <message>
        <source>Prompts done</source>
        <translation>Erledigte Prompts</translation>
    </message>
    <message>
        <source>%v of %m prompts</source>
        <translation>%v von %m Prompts</translation>
    </message>
    <message>
        <source>Reading the prompts…</source>
        <translation>Liest die Prompts…</translation>
    </message>
    <message>
        <source>The engine is busy; start again when the model is open.</source>
        <translation>Die Engine ist beschäftigt; starten Sie erneut, wenn das Modell geöffnet ist.</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Schreibt…</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>St&amp;opp</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Öffnen Sie zuerst ein Modell.</translation>
    </message>
    <message>
        <source>The run in progress will pause, and can go on afterwards.</source>
        <translation>Der begonnene Lauf pausiert und kann danach weitergehen.</translation>
    </message>
    <message>
        <source>Runs wait meanwhile; opening another model or closing this window stops it.</source>
        <translation>Läufe warten so lange; ein anderes Modell zu öffnen oder dieses Fenster zu schließen bricht ab.</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>A run waits inside a token: finish the token or stop the run first.</source>
        <translation>Ein Lauf wartet mitten in einem Token: Beenden Sie erst das Token, oder stoppen Sie den Lauf.</translation>
    </message>
</context>
<context>
    <name>exitscope::CalibrateForm</name>
    <message>
        <source> %</source>
        <translation>&#xa0;%</translation>
    </message>
    <message>
        <source>Criterion whose threshold is looked for</source>
        <translation>Kriterium, dessen Schwelle gesucht wird</translation>
    </message>
    <message>
        <source>One for all layers</source>
        <translation>Eine für alle Schichten</translation>
    </message>
    <message>
        <source>Moved together</source>
        <translation>Gemeinsam verschoben</translation>
    </message>
    <message>
        <source>How thresholds are varied</source>
        <translation>Wie Schwellen verändert werden</translation>
    </message>
    <message>
        <source>Risk: tokens that may differ</source>
        <translation>Risiko: Tokens, die abweichen dürfen</translation>
    </message>
    <message>
        <source>Share of the tokens that may differ from what the whole model would have written, on average over prompts</source>
        <translation>Anteil der Tokens, die von dem abweichen dürfen, was das ganze Modell geschrieben hätte, im Mittel über Prompts</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Konfidenz</translation>
    </message>
    <message>
        <source>How sure it is to be that the risk is kept on prompts like these</source>
        <translation>Wie sicher es sein soll, dass das Risiko bei Prompts wie diesen eingehalten wird</translation>
    </message>
    <message>
        <source>Tokens for each prompt</source>
        <translation>Tokens je Prompt</translation>
    </message>
    <message>
        <source>Most tokens to write on each prompt</source>
        <translation>So viele Tokens werden je Prompt höchstens geschrieben</translation>
    </message>
    <message>
        <source>C&amp;riterion</source>
        <translation>K&amp;riterium</translation>
    </message>
    <message>
        <source>T&amp;hresholds</source>
        <translation>S&amp;chwellen</translation>
    </message>
    <message>
        <source>&amp;Tokens that may differ</source>
        <translation>Ab&amp;weichende Tokens</translation>
    </message>
    <message>
        <source>Con&amp;fidence</source>
        <translation>Kon&amp;fidenz</translation>
    </message>
    <message>
        <source>To&amp;kens per prompt</source>
        <translation>To&amp;kens je Prompt</translation>
    </message>
    <message>
        <source>The bundled openings of fairy tales</source>
        <translation>Die mitgelieferten Märchenanfänge</translation>
    </message>
    <message>
        <source>File of prompts; empty: the bundled ones</source>
        <translation>Datei mit Prompts; leer: die mitgelieferten</translation>
    </message>
    <message>
        <source>A prompt per line, or .jsonl with an object per line</source>
        <translation>Ein Prompt je Zeile, oder .jsonl mit einem Objekt je Zeile</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose a file of prompts</source>
        <translation>Datei mit Prompts wählen</translation>
    </message>
    <message>
        <source>&amp;Prompts</source>
        <translation>&amp;Prompts</translation>
    </message>
    <message>
        <source>Prompts (*.txt *.jsonl *.gz);;All files (*)</source>
        <translation>Prompts (*.txt *.jsonl *.gz);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The rule in force does not ask this criterion; what is found is a rule of it alone.</source>
        <translation>Die geltende Regel fragt dieses Kriterium nicht; was gefunden wird, ist eine Regel aus ihm allein.</translation>
    </message>
    <message>
        <source>The rule&apos;s other criteria stay as they are.</source>
        <translation>Die übrigen Kriterien der Regel bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>This takes %1 or more prompts to calibrate on, even where no token differs; a quarter of the prompts is kept back to check the outcome.</source>
        <translation>Das erfordert mindestens %1 Prompts zum Kalibrieren, selbst wenn kein Token abweicht; ein Viertel der Prompts wird zurückbehalten, um das Ergebnis zu prüfen.</translation>
    </message>
</context>
<context>
    <name>exitscope::CalibrationResult</name>
    <message>
        <source>&amp;Use this threshold</source>
        <translation>Schwelle &amp;verwenden</translation>
    </message>
    <message>
        <source>Puts the rule into the rule panel; it decides from the next token on</source>
        <translation>Übernimmt die Regel in die Regelansicht; sie entscheidet ab dem nächsten Token</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>Kopi&amp;eren</translation>
    </message>
    <message>
        <source>Copies the result as text</source>
        <translation>Kopiert das Ergebnis als Text</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>Spe&amp;ichern…</translation>
    </message>
    <message>
        <source>Saves every threshold with its figures as JSON</source>
        <translation>Speichert jede Schwelle mit ihren Zahlen als JSON</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>It was found for %1 in %2, which is not what is open.</source>
        <translation>Sie wurde für %1 in %2 gefunden; das ist nicht, was geöffnet ist.</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Save the calibration</source>
        <translation>Kalibrierung speichern</translation>
    </message>
    <message>
        <source>Found: thresholds moved by %1.</source>
        <translation>Gefunden: Schwellen um %1 verschoben.</translation>
    </message>
    <message>
        <source>Found: the threshold %1.</source>
        <translation>Gefunden: die Schwelle %1.</translation>
    </message>
    <message>
        <source>With a confidence of %1 %, on prompts like these no more than %2 % of the tokens would differ from full depth on average. It saves %3 % of the layers.</source>
        <translation>Mit einer Konfidenz von %1&#xa0;% würden bei Prompts wie diesen im Mittel höchstens %2&#xa0;% der Tokens von voller Tiefe abweichen. Das spart %3&#xa0;% der Schichten.</translation>
    </message>
    <message>
        <source>It lets no token leave early: choose a larger risk, more prompts or another criterion.</source>
        <translation>Sie lässt kein Token früh aussteigen: Wählen Sie ein größeres Risiko, mehr Prompts oder ein anderes Kriterium.</translation>
    </message>
    <message>
        <source>No threshold qualifies.</source>
        <translation>Keine Schwelle erfüllt die Vorgabe.</translation>
    </message>
    <message>
        <source>A risk of %1 % with a confidence of %2 % needs %3 or more prompts to calibrate on, even where no token differs; there are %4.</source>
        <translation>Ein Risiko von %1&#xa0;% bei einer Konfidenz von %2&#xa0;% erfordert mindestens %3 Prompts zum Kalibrieren, selbst wenn kein Token abweicht; vorhanden sind %4.</translation>
    </message>
    <message>
        <source>Even the most cautious one that was tested differs too often on %1 prompts. Choose a larger risk, a lower confidence or more prompts.</source>
        <translation>Selbst die vorsichtigste geprüfte Schwelle weicht auf %1 Prompts zu oft ab. Wählen Sie ein größeres Risiko, eine geringere Konfidenz oder mehr Prompts.</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 prompts: nothing is claimed.</source>
        <translation>Nach %1 von %2 Prompts gestoppt: Es wird nichts behauptet.</translation>
    </message>
    <message>
        <source>Calibrated on %1 prompts (%2 tokens).</source>
        <translation>Kalibriert auf %1 Prompts (%2 Tokens).</translation>
    </message>
    <message>
        <source>Held-out check: on %1 prompts that had no part in it %2 % of the tokens differed (standard error %3 %), and %4 % of the layers were saved.</source>
        <translation>Gegenprobe: Auf %1 unbeteiligten Prompts wichen %2&#xa0;% der Tokens ab (Standardfehler %3&#xa0;%), und %4&#xa0;% der Schichten wurden gespart.</translation>
    </message>
    <message>
        <source>Prompts that could not be used: %1.</source>
        <translation>Nicht verwendbare Prompts: %1.</translation>
    </message>
    <message>
        <source>Prompts that repeat an earlier one: %1; the bound takes prompts for independent.</source>
        <translation>Prompts, die einen früheren wiederholen: %1; die Schranke setzt unabhängige Prompts voraus.</translation>
    </message>
    <message>
        <source>This holds for text like the calibration text, for this model in this dtype, and on average over prompts, not for each. What is written with exits may go another way after the first token that differs.</source>
        <translation>Dies gilt für Text wie den der Kalibrierung, für dieses Modell mit diesem Datentyp und im Mittel über Prompts, nicht für jeden einzelnen. Was mit Ausstiegen geschrieben wird, kann nach dem ersten abweichenden Token einen anderen Weg nehmen.</translation>
    </message>
    <message>
        <source>%1 in %2, %3, prompts: %4</source>
        <translation>%1 in %2, %3, Prompts: %4</translation>
    </message>
</context>
<context>
    <name>exitscope::CellText</name>
    <message>
        <source>predicts “%1”, %2 %</source>
        <translation>sagt „%1“ voraus, %2&#xa0;%</translation>
    </message>
    <message>
        <source>%1: no value</source>
        <translation>%1: kein Wert</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>ruled by %1, threshold %2</source>
        <translation>Regel: %1, Schwelle %2</translation>
    </message>
    <message>
        <source>ruled by %1 %2, threshold %3</source>
        <translation>Regel: %1 %2, Schwelle %3</translation>
    </message>
    <message>
        <source>layer %1: run only to be scored, no K/V kept</source>
        <translation>Schicht %1: nur zur Bewertung gelaufen, K/V nicht behalten</translation>
    </message>
    <message>
        <source>layer %1: not run</source>
        <translation>Schicht %1: nicht gelaufen</translation>
    </message>
    <message>
        <source>layer %1: not run, K/V copied from layer %2&apos;s state</source>
        <translation>Schicht %1: nicht gelaufen, K/V aus dem Zustand von Schicht %2 kopiert</translation>
    </message>
    <message>
        <source>layer %1: caught up at token %2</source>
        <translation>Schicht %1: bei Token %2 nachgeholt</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>“%1”, token %2, left after layer %3</source>
        <translation>„%1“, Token %2, nach Schicht %3 ausgestiegen</translation>
    </message>
    <message>
        <source>column of tokens %1 to %2: %3 of %4 with a value</source>
        <translation>Spalte der Tokens %1 bis %2: %3 von %4 mit Wert</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>Mittel %1</translation>
    </message>
    <message>
        <source>%1 caught up later</source>
        <translation>%1 später nachgeholt</translation>
    </message>
    <message>
        <source>%1 not run</source>
        <translation>%1 nicht gelaufen</translation>
    </message>
    <message>
        <source>%1 copied</source>
        <translation>%1 kopiert</translation>
    </message>
    <message>
        <source>%1 run, not scored</source>
        <translation>%1 gelaufen, nicht bewertet</translation>
    </message>
</context>
<context>
    <name>exitscope::ColorMap</name>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Blue to red</source>
        <translation>Blau nach Rot</translation>
    </message>
</context>
<context>
    <name>exitscope::ColorMenu</name>
    <message>
        <source>Colours of the heatmap</source>
        <translation>Farben der Heatmap</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Signed quantities always run from blue to red, through zero</source>
        <translation>Größen mit Vorzeichen reichen immer von Blau über null nach Rot</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skala</translation>
    </message>
    <message>
        <source>&amp;Linear</source>
        <translation>&amp;Linear</translation>
    </message>
    <message>
        <source>L&amp;ogarithmic</source>
        <translation>L&amp;ogarithmisch</translation>
    </message>
    <message>
        <source>Tells small values apart; zero wears the lowest colour</source>
        <translation>Unterscheidet kleine Werte; null trägt die unterste Farbe</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Fit to the &amp;run</source>
        <translation>An den La&amp;uf anpassen</translation>
    </message>
    <message>
        <source>From its least to its greatest value</source>
        <translation>Von seinem kleinsten bis zu seinem größten Wert</translation>
    </message>
    <message>
        <source>Fit to the tokens &amp;shown</source>
        <translation>An die &amp;sichtbaren Tokens anpassen</translation>
    </message>
    <message>
        <source>Colours change when the heatmap is moved</source>
        <translation>Farben ändern sich, wenn die Heatmap bewegt wird</translation>
    </message>
    <message>
        <source>&amp;Full range of the quantity</source>
        <translation>&amp;Voller Bereich der Größe</translation>
    </message>
    <message>
        <source>The same colours for every run, for comparison</source>
        <translation>Für jeden Lauf dieselben Farben, zum Vergleichen</translation>
    </message>
</context>
<context>
    <name>exitscope::CompareMap</name>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>A: layer</source>
        <translation>A: Schicht</translation>
    </message>
    <message>
        <source>B: layer</source>
        <translation>B: Schicht</translation>
    </message>
    <message>
        <source>ran</source>
        <translation>gelaufen</translation>
    </message>
    <message>
        <source>exit of A</source>
        <translation>Ausstieg von A</translation>
    </message>
    <message>
        <source>exit of B</source>
        <translation>Ausstieg von B</translation>
    </message>
    <message>
        <source>exit</source>
        <translation>Ausstieg</translation>
    </message>
    <message>
        <source>first divergence</source>
        <translation>erste Abweichung</translation>
    </message>
    <message>
        <source>another token</source>
        <translation>anderes Token</translation>
    </message>
    <message>
        <source>no token of this run</source>
        <translation>kein Token dieses Laufs</translation>
    </message>
    <message>
        <source>only A</source>
        <translation>nur A</translation>
    </message>
    <message>
        <source>alike</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>only B</source>
        <translation>nur B</translation>
    </message>
</context>
<context>
    <name>exitscope::CompareMapView</name>
    <message>
        <source>Maps of the two runs</source>
        <translation>Karten der beiden Läufe</translation>
    </message>
    <message>
        <source>A: token %1, exit layer %2</source>
        <translation>A: Token %1, Ausstiegsschicht %2</translation>
    </message>
    <message>
        <source>B: token %1, exit layer %2</source>
        <translation>B: Token %1, Ausstiegsschicht %2</translation>
    </message>
    <message>
        <source>Not the same token</source>
        <translation>Nicht dasselbe Token</translation>
    </message>
    <message>
        <source>Layer %1, %2</source>
        <translation>Schicht %1, %2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>A %1, B %2</source>
        <translation>A %1, B %2</translation>
    </message>
    <message>
        <source>B − A: %1</source>
        <translation>B − A: %1</translation>
    </message>
</context>
<context>
    <name>exitscope::CompareModel</name>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Written after the prompt</source>
        <translation>Nach dem Prompt geschrieben</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Tokens je Sekunde</translation>
    </message>
    <message>
        <source>Decoding after the first token</source>
        <translation>Dekodieren nach dem ersten Token</translation>
    </message>
    <message>
        <source>ms per token</source>
        <translation>ms je Token</translation>
    </message>
    <message>
        <source>Of decoding, with scoring and catch-up</source>
        <translation>Dekodieren samt Bewertung und Nachholen</translation>
    </message>
    <message>
        <source>Mean exit layer</source>
        <translation>Mittlere Ausstiegsschicht</translation>
    </message>
    <message>
        <source>Counted from 0</source>
        <translation>Ab 0 gezählt</translation>
    </message>
    <message>
        <source>Layers run</source>
        <translation>Gelaufene Schichten</translation>
    </message>
    <message>
        <source>Layers times tokens, without catch-up</source>
        <translation>Schichten mal Tokens, ohne Nachholen</translation>
    </message>
    <message>
        <source>Caught up</source>
        <translation>Nachgeholt</translation>
    </message>
    <message>
        <source>Layers times tokens that ran late</source>
        <translation>Schichten mal Tokens, die verspätet liefen</translation>
    </message>
    <message>
        <source>Layers saved (%)</source>
        <translation>Gesparte Schichten (%)</translation>
    </message>
    <message>
        <source>Share that has not run at all, catch-up counted as run</source>
        <translation>Anteil, der gar nicht gelaufen ist; Nachgeholtes zählt als gelaufen</translation>
    </message>
    <message>
        <source>Drafts accepted (%)</source>
        <translation>Entwürfe angenommen (%)</translation>
    </message>
    <message>
        <source>Of those that were written</source>
        <translation>Von den geschriebenen</translation>
    </message>
    <message>
        <source>Time saved (%)</source>
        <translation>Gesparte Zeit (%)</translation>
    </message>
    <message>
        <source>Net, against full depth as measured beside each run; negative where it took longer</source>
        <translation>Netto, gegenüber der neben jedem Lauf gemessenen vollen Tiefe; negativ, wo es länger dauerte</translation>
    </message>
    <message>
        <source>Exit, shared part</source>
        <translation>Ausstieg, gemeinsamer Teil</translation>
    </message>
    <message>
        <source>Layers by which B left later, on average over the tokens before the divergence: they saw the same context</source>
        <translation>Um so viele Schichten stieg B später aus, im Mittel über die Tokens vor der Abweichung: Sie sahen denselben Kontext</translation>
    </message>
    <message>
        <source>ms, shared part</source>
        <translation>ms, gemeinsamer Teil</translation>
    </message>
    <message>
        <source>Milliseconds that B took longer for each of these tokens, on average</source>
        <translation>Um so viele Millisekunden brauchte B für jedes dieser Tokens länger, im Mittel</translation>
    </message>
</context>
<context>
    <name>exitscope::CompareText</name>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>%1 says %2</source>
        <translation>%1 sagt %2</translation>
    </message>
    <message>
        <source>%1 says %2 (p %3)</source>
        <translation>%1 sagt %2 (p %3)</translation>
    </message>
    <message>
        <source>has so far</source>
        <translation>hat bisher</translation>
    </message>
    <message>
        <source>met the end of the text after</source>
        <translation>erreichte das Textende nach</translation>
    </message>
    <message>
        <source>reached its limit after</source>
        <translation>erreichte die Grenze nach</translation>
    </message>
    <message>
        <source>filled its context after</source>
        <translation>füllte den Kontext nach</translation>
    </message>
    <message>
        <source>met a stop word after</source>
        <translation>traf ein Stoppwort nach</translation>
    </message>
    <message>
        <source>was stopped after</source>
        <translation>stoppte nach</translation>
    </message>
    <message>
        <source>In %1 the logits of the two lay %2 apart, within rounding.</source>
        <translation>In %1 lagen die Logits der beiden %2 auseinander, im Rahmen der Rundung.</translation>
    </message>
    <message>
        <source>%1 gave %2 %3 at layer %4 (logit gap %5).</source>
        <translation>%1 gab %2 in Schicht %4 die Wahrscheinlichkeit %3 (Logit-Abstand %5).</translation>
    </message>
    <message>
        <source>A left at layer %1; its last layer would have said %2 too.</source>
        <translation>A stieg in Schicht %1 aus; auch die letzte Schicht von A hätte %2 gesagt.</translation>
    </message>
    <message>
        <source>B left at layer %1; its last layer would have said %2 too.</source>
        <translation>B stieg in Schicht %1 aus; auch die letzte Schicht von B hätte %2 gesagt.</translation>
    </message>
    <message>
        <source>A token was drawn that was not the likeliest.</source>
        <translation>Es wurde ein Token gezogen, das nicht das wahrscheinlichste war.</translation>
    </message>
    <message>
        <source>So near that rounding can decide.</source>
        <translation>So nah, dass Rundung entscheiden kann.</translation>
    </message>
    <message>
        <source>%1 has no tokens yet.</source>
        <translation>%1 hat noch keine Tokens.</translation>
    </message>
    <message>
        <source>Token %1</source>
        <translation>Token %1</translation>
    </message>
    <message>
        <source>Token %1 of A, %2 of B</source>
        <translation>Token %1 von A, %2 von B</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>%1 — close</source>
        <translation>%1 – knapp</translation>
    </message>
    <message>
        <source>In %1 the exit hung on rounding.</source>
        <translation>In %1 hing der Ausstieg an der Rundung.</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>Both runs were set up the same.</source>
        <translation>Beide Läufe waren gleich eingestellt.</translation>
    </message>
    <message>
        <source>From A to B: %1.</source>
        <translation>Von A zu B: %1.</translation>
    </message>
    <message>
        <source>No difference: A has %1 layers and B has %2, so a layer of one is not the same as that layer of the other.</source>
        <translation>Kein Unterschied darstellbar: A hat %1 Schichten und B %2, daher entspricht eine Schicht des einen nicht derselben des anderen.</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>The same as far as both go: %1 %2 %3, %4 goes on with %5.</source>
        <translation>Gleich, so weit beide reichen: %1 %2 %3, %4 geht mit %5 weiter.</translation>
    </message>
    <message>
        <source>A&apos;s token was chosen by you in the place of the model&apos;s.</source>
        <translation>Das Token von A haben Sie anstelle dessen gewählt, was das Modell schreiben wollte.</translation>
    </message>
    <message>
        <source>B&apos;s token was chosen by you in the place of the model&apos;s.</source>
        <translation>Das Token von B haben Sie anstelle dessen gewählt, was das Modell schreiben wollte.</translation>
    </message>
    <message>
        <source>Both wrote the same text: %1.</source>
        <translation>Beide schrieben denselben Text: %1.</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 Token</translation>
    </message>
</context>
<context>
    <name>exitscope::CompareValues</name>
    <message>
        <source>Exit layer</source>
        <translation>Ausstiegsschicht</translation>
    </message>
</context>
<context>
    <name>exitscope::CompareView</name>
    <message>
        <source>Compare two runs</source>
        <translation>Zwei Läufe vergleichen</translation>
    </message>
    <message>
        <source>Run A</source>
        <translation>Lauf A</translation>
    </message>
    <message>
        <source>Run B</source>
        <translation>Lauf B</translation>
    </message>
    <message>
        <source>⇄</source>
        <translation>⇄</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>A und B tauschen</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Select the first token that differs</source>
        <translation>Wählt das erste abweichende Token aus</translation>
    </message>
    <message>
        <source>Text of B</source>
        <translation>Text von B</translation>
    </message>
    <message>
        <source>Figures of the two runs</source>
        <translation>Zahlen der beiden Läufe</translation>
    </message>
    <message>
        <source>How the two runs are shown</source>
        <translation>Wie die beiden Läufe gezeigt werden</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Quantity of the maps</source>
        <translation>Größe der Karten</translation>
    </message>
    <message>
        <source>Exit layer</source>
        <translation>Ausstiegsschicht</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>The sentence, what differs and the figures</source>
        <translation>Der Satz, die Unterschiede und die Zahlen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Run %1: %2</source>
        <translation>Lauf %1: %2</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>Noch kein Lauf</translation>
    </message>
    <message>
        <source>From file…</source>
        <translation>Aus Datei…</translation>
    </message>
    <message>
        <source>A and B are the same run. Choose another one, or run again with something changed.</source>
        <translation>A und B sind derselbe Lauf. Wählen Sie einen anderen, oder starten Sie erneut mit einer Änderung.</translation>
    </message>
    <message>
        <source>One run so far. Run again with something changed to get a second run, or choose one from a file.</source>
        <translation>Bisher ein Lauf. Starten Sie erneut mit einer Änderung, um einen zweiten zu erhalten, oder wählen Sie einen aus einer Datei.</translation>
    </message>
    <message>
        <source>Run a prompt first. Then run it again with something changed, and see here where the two part.</source>
        <translation>Starten Sie zuerst einen Prompt. Starten Sie ihn dann erneut mit einer Änderung und sehen Sie hier, wo die beiden sich trennen.</translation>
    </message>
    <message>
        <source>Text of A</source>
        <translation>Text von A</translation>
    </message>
    <message>
        <source>Text of both runs, with what differs</source>
        <translation>Text beider Läufe mit den Unterschieden</translation>
    </message>
    <message>
        <source>A: %1</source>
        <translation>A: %1</translation>
    </message>
    <message>
        <source>B: %1</source>
        <translation>B: %1</translation>
    </message>
    <message>
        <source>Comparison of two runs</source>
        <translation>Vergleich zweier Läufe</translation>
    </message>
    <message>
        <source>Run %1, on screen: %2</source>
        <translation>Lauf %1, sichtbar: %2</translation>
    </message>
</context>
<context>
    <name>exitscope::ComparedMaps</name>
    <message>
        <source>A: %1</source>
        <translation>A: %1</translation>
    </message>
    <message>
        <source>B: %1</source>
        <translation>B: %1</translation>
    </message>
    <message>
        <source>%1, B − A</source>
        <translation>%1, B − A</translation>
    </message>
    <message>
        <source>%1 of A and B</source>
        <translation>%1 von A und B</translation>
    </message>
    <message>
        <source>No difference: the two rules have different scores. Choose one of them.</source>
        <translation>Keine Differenz: Die beiden Regeln haben verschiedene Werte. Wählen Sie einen davon.</translation>
    </message>
    <message>
        <source>Comparison of two runs</source>
        <translation>Vergleich zweier Läufe</translation>
    </message>
</context>
<context>
    <name>exitscope::Comparing</name>
    <message>
        <source>Co&amp;mpare with a run file…</source>
        <translation>Mit einem Lauf &amp;vergleichen…</translation>
    </message>
    <message>
        <source>Compare with a run</source>
        <translation>Mit einem Lauf vergleichen</translation>
    </message>
    <message>
        <source>Opening the model, then the same prompt runs. Cancel with %1.</source>
        <translation>Das Modell wird geöffnet, dann läuft derselbe Prompt. Abbrechen mit %1.</translation>
    </message>
    <message>
        <source>C&amp;ancel the second run</source>
        <translation>Zweiten L&amp;auf abbrechen</translation>
    </message>
    <message>
        <source>Run &amp;again with…</source>
        <translation>Erneut st&amp;arten mit…</translation>
    </message>
    <message>
        <source>This run&apos;s prompt was given as token ids, so there is no text to run again</source>
        <translation>Der Prompt dieses Laufs wurde als Token-IDs gegeben; es gibt keinen Text, der erneut laufen könnte</translation>
    </message>
    <message>
        <source>The same prompt and seed with something changed, compared with this run</source>
        <translation>Derselbe Prompt und Seed mit einer Änderung, verglichen mit diesem Lauf</translation>
    </message>
    <message>
        <source>Runs (*.exitscope *.cbor *.json);;All files (*)</source>
        <translation>Läufe (*.exitscope *.cbor *.json);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>exitscope::ConditionEditor</name>
    <message>
        <source>Recommended values</source>
        <translation>Empfohlene Werte</translation>
    </message>
    <message>
        <source>Sets the values that suit this model, or the criterion&apos;s defaults</source>
        <translation>Setzt die Werte, die zu diesem Modell passen, oder die Vorgaben des Kriteriums</translation>
    </message>
    <message>
        <source>Set by layer</source>
        <translation>Je Schicht</translation>
    </message>
    <message>
        <source>Gives each layer a threshold of its own</source>
        <translation>Gibt jeder Schicht eine eigene Schwelle</translation>
    </message>
    <message>
        <source>With %L1 tokens an entropy never exceeds ln %1 = %2: this threshold lets every token out at the first layer.</source>
        <translation>Mit %L1 Tokens übersteigt eine Entropie nie ln %1 = %2: Diese Schwelle lässt jedes Token in der ersten Schicht aussteigen.</translation>
    </message>
    <message>
        <source>Starts at %1 % of ln %2 = %3, the largest entropy of this vocabulary.</source>
        <translation>Beginnt bei %1&#xa0;% von ln %2 = %3, der größten Entropie dieses Vokabulars.</translation>
    </message>
</context>
<context>
    <name>exitscope::CostModel</name>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>Per token</source>
        <translation>Je Token</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Layer-rows of decoding</source>
        <translation>Schichtzeilen beim Dekodieren</translation>
    </message>
    <message>
        <source>At full depth</source>
        <translation>Bei voller Tiefe</translation>
    </message>
    <message>
        <source>Every layer for every token after the first</source>
        <translation>Jede Schicht für jedes Token nach dem ersten</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Gelaufen</translation>
    </message>
    <message>
        <source>For the tokens&apos; own sake</source>
        <translation>Für die Tokens selbst</translation>
    </message>
    <message>
        <source>Verification and catch-up</source>
        <translation>Prüfen und Nachholen</translation>
    </message>
    <message>
        <source>Catch-up</source>
        <translation>Nachholen</translation>
    </message>
    <message>
        <source>Run later in batches: drafts that were verified, all layers of drafts that were rejected, and earlier tokens</source>
        <translation>Später im Stapel gelaufen: geprüfte Entwürfe, alle Schichten verworfener Entwürfe und frühere Tokens</translation>
    </message>
    <message>
        <source>Run later for earlier tokens, in a batch with a deeper one</source>
        <translation>Später für frühere Tokens gelaufen, im Stapel mit einem tieferen</translation>
    </message>
    <message>
        <source>Waiting now</source>
        <translation>Jetzt wartend</translation>
    </message>
    <message>
        <source>Catch-up debt: token-layers that wait until a token goes deeper</source>
        <translation>Nachhol-Rückstand: Token-Schichten, die warten, bis ein Token tiefer geht</translation>
    </message>
    <message>
        <source>Past the exit</source>
        <translation>Nach dem Ausstieg</translation>
    </message>
    <message>
        <source>Above the layer whose logits gave the token</source>
        <translation>Über der Schicht, deren Logits das Token ergaben</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>Runden</translation>
    </message>
    <message>
        <source>Verifications by the whole model</source>
        <translation>Prüfungen durch das ganze Modell</translation>
    </message>
    <message>
        <source>Drafted</source>
        <translation>Entworfen</translation>
    </message>
    <message>
        <source>Tokens that the first layers proposed</source>
        <translation>Von den ersten Schichten vorgeschlagene Tokens</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Drafts that the whole model confirmed, and their share: the acceptance rate</source>
        <translation>Vom ganzen Modell bestätigte Entwürfe und ihr Anteil: die Annahmequote</translation>
    </message>
    <message>
        <source>Close calls</source>
        <translation>Knappe Fälle</translation>
    </message>
    <message>
        <source>Choices between two tokens that lie within rounding of one another</source>
        <translation>Wahl zwischen zwei Tokens, die nur um Rundung auseinanderliegen</translation>
    </message>
    <message>
        <source>K/V entries (token × layer)</source>
        <translation>K/V-Einträge (Token × Schicht)</translation>
    </message>
    <message>
        <source>Computed</source>
        <translation>Berechnet</translation>
    </message>
    <message>
        <source>When the token was predicted</source>
        <translation>Als das Token vorhergesagt wurde</translation>
    </message>
    <message>
        <source>Caught up</source>
        <translation>Nachgeholt</translation>
    </message>
    <message>
        <source>Later, in a batch</source>
        <translation>Später, im Stapel</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Made from the state at the exit</source>
        <translation>Aus dem Zustand beim Ausstieg erzeugt</translation>
    </message>
    <message>
        <source>Not made</source>
        <translation>Nicht erzeugt</translation>
    </message>
    <message>
        <source>Waiting, or never made under holes</source>
        <translation>Wartend, oder bei Löchern nie erzeugt</translation>
    </message>
    <message>
        <source>Milliseconds of decoding</source>
        <translation>Millisekunden beim Dekodieren</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Decoder layers</source>
        <translation>Decoder-Schichten</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Final norm, head and scores</source>
        <translation>Letzte Norm, Kopf und Werte</translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation>Nachholen</translation>
    </message>
    <message>
        <source>Late layers by themselves, and what older rows added to the layers that carried them</source>
        <translation>Verspätete Schichten für sich, und was ältere Zeilen den Schichten hinzufügten, die sie mitnahmen</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Sampling</translation>
    </message>
    <message>
        <source>Choosing the token</source>
        <translation>Wahl des Tokens</translation>
    </message>
    <message>
        <source>Bookkeeping</source>
        <translation>Verwaltung</translation>
    </message>
    <message>
        <source>Records, and all that no other row names</source>
        <translation>Aufzeichnungen und alles, was keine andere Zeile nennt</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Zusammen</translation>
    </message>
    <message>
        <source>Sum of the five: what decoding took</source>
        <translation>Summe der fünf: was das Dekodieren brauchte</translation>
    </message>
    <message>
        <source>Full depth</source>
        <translation>Volle Tiefe</translation>
    </message>
    <message>
        <source>What the whole model would have taken, as measured beside the run</source>
        <translation>Was das ganze Modell gebraucht hätte, neben dem Lauf gemessen</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Full depth against this run</source>
        <translation>Volle Tiefe gegenüber diesem Lauf</translation>
    </message>
</context>
<context>
    <name>exitscope::CostView</name>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>K/V policy: %1.</source>
        <translation>K/V-Strategie: %1.</translation>
    </message>
    <message>
        <source>Watching runs and scores all layers, so no time is saved.</source>
        <translation>Zuschauen lässt alle Schichten laufen und bewertet sie, daher wird keine Zeit gespart.</translation>
    </message>
    <message>
        <source>Deciding, the rule would save %1 of the layers.</source>
        <translation>Beim Entscheiden würde die Regel %1 der Schichten sparen.</translation>
    </message>
    <message>
        <source>This run is full depth</source>
        <translation>Dieser Lauf ist volle Tiefe</translation>
    </message>
    <message>
        <source>Watching takes as long as full depth</source>
        <translation>Zuschauen dauert so lange wie volle Tiefe</translation>
    </message>
    <message>
        <source>Takes as long as full depth</source>
        <translation>Dauert so lange wie volle Tiefe</translation>
    </message>
    <message>
        <source>Saves %1 of full depth&apos;s time</source>
        <translation>Spart %1 der Zeit voller Tiefe</translation>
    </message>
    <message>
        <source>Watching takes %1 longer than full depth</source>
        <translation>Zuschauen dauert %1 länger als volle Tiefe</translation>
    </message>
    <message>
        <source>Takes %1 longer than full depth</source>
        <translation>Dauert %1 länger als volle Tiefe</translation>
    </message>
    <message>
        <source>Time per token. Full depth was measured beside this run.</source>
        <translation>Zeit je Token. Volle Tiefe wurde neben diesem Lauf gemessen.</translation>
    </message>
    <message>
        <source>Every token ran through all layers and nothing was scored for an exit: there is nothing to compare.</source>
        <translation>Jedes Token lief durch alle Schichten, und nichts wurde für einen Ausstieg bewertet: Es gibt nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>Full depth is measured when the run ends or pauses.</source>
        <translation>Volle Tiefe wird gemessen, wenn der Lauf endet oder pausiert.</translation>
    </message>
    <message>
        <source>Full depth has not been measured beside this run.</source>
        <translation>Volle Tiefe wurde neben diesem Lauf nicht gemessen.</translation>
    </message>
    <message>
        <source>Run a prompt to see what its tokens cost.</source>
        <translation>Starten Sie einen Prompt, um zu sehen, was seine Tokens kosten.</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Costs of the run</source>
        <translation>Kosten des Laufs</translation>
    </message>
    <message>
        <source>Cost against full depth</source>
        <translation>Kosten gegenüber voller Tiefe</translation>
    </message>
    <message>
        <source>Time per token, against full depth</source>
        <translation>Zeit je Token, gegenüber voller Tiefe</translation>
    </message>
</context>
<context>
    <name>exitscope::CostWaterfall</name>
    <message>
        <source>From full depth to this run, per token</source>
        <translation>Von voller Tiefe zu diesem Lauf, je Token</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Full depth</source>
        <translation>Volle Tiefe</translation>
    </message>
    <message>
        <source>All layers, one head product and the choice of the token</source>
        <translation>Alle Schichten, ein Kopfprodukt und die Wahl des Tokens</translation>
    </message>
    <message>
        <source>Layers saved</source>
        <translation>Gesparte Schichten</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>The time of the layers that ran for the tokens&apos; own sake, against all layers</source>
        <translation>Die Zeit der Schichten, die für die Tokens selbst liefen, gegenüber allen Schichten</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Norms, head products and scores beyond the one that every token takes</source>
        <translation>Normen, Kopfprodukte und Werte über das eine hinaus, das jedes Token braucht</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Catch-up</source>
        <translation>Nachholen</translation>
    </message>
    <message>
        <source>Layers that ran late for drafts and earlier tokens</source>
        <translation>Schichten, die verspätet für Entwürfe und frühere Tokens liefen</translation>
    </message>
    <message>
        <source>Layers that ran late for earlier tokens, alone or in a batch</source>
        <translation>Schichten, die verspätet für frühere Tokens liefen, allein oder im Stapel</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Sonstiges</translation>
    </message>
    <message>
        <source>Choice of the token, bookkeeping and records, against full depth</source>
        <translation>Wahl des Tokens, Verwaltung und Aufzeichnungen, gegenüber voller Tiefe</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>Dieser Lauf</translation>
    </message>
    <message>
        <source>What decoding took, by the clock</source>
        <translation>Was das Dekodieren brauchte, nach der Uhr</translation>
    </message>
</context>
<context>
    <name>exitscope::CriterionRow</name>
    <message>
        <source>Exit criterion</source>
        <translation>Ausstiegskriterium</translation>
    </message>
    <message>
        <source>Exit criterion %1</source>
        <translation>Ausstiegskriterium %1</translation>
    </message>
    <message>
        <source>What decides at which layer a token leaves the model</source>
        <translation>Was entscheidet, in welcher Schicht ein Token das Modell verlässt</translation>
    </message>
    <message>
        <source>None: full depth</source>
        <translation>Keines: volle Tiefe</translation>
    </message>
    <message>
        <source>Show the thresholds of %1</source>
        <translation>Schwellen von %1 zeigen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>exitscope::DepthEditor</name>
    <message>
        <source>The prompt may exit too</source>
        <translation>Auch der Prompt darf aussteigen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>First layers that run</source>
        <translation>Erste Schichten, die laufen</translation>
    </message>
    <message>
        <source>Cuts the model to its first layers, for every token</source>
        <translation>Kürzt das Modell für jedes Token auf seine ersten Schichten</translation>
    </message>
    <message>
        <source>K/V policy</source>
        <translation>K/V-Strategie</translation>
    </message>
    <message>
        <source>What deeper layers remember of a token that left early</source>
        <translation>Was tiefere Schichten von einem früh ausgestiegenen Token behalten</translation>
    </message>
    <message>
        <source>Applies the rule to the prompt pass, as the original implementation did; the deeper layers then never see the prompt</source>
        <translation>Wendet die Regel auf den Prompt-Durchgang an, wie die ursprüngliche Implementierung; die tieferen Schichten sehen den Prompt dann nie</translation>
    </message>
    <message>
        <source>Unlimited</source>
        <translation>Unbegrenzt</translation>
    </message>
    <message>
        <source>Most tokens that may wait</source>
        <translation>So viele Tokens dürfen höchstens warten</translation>
    </message>
    <message>
        <source>When this many tokens wait for their deeper layers, the layers catch up, so that no later token has to pay for all of them</source>
        <translation>Warten so viele Tokens auf ihre tieferen Schichten, holen die Schichten nach, damit kein späteres Token für alle zahlen muss</translation>
    </message>
    <message>
        <source>First layers</source>
        <translation>Erste Schichten</translation>
    </message>
    <message>
        <source>K/V of skipped layers</source>
        <translation>K/V nach dem Ausstieg</translation>
    </message>
    <message>
        <source>Waiting at most</source>
        <translation>Höchstens wartend</translation>
    </message>
    <message>
        <source>Made later, in one batch, when a token goes deeper: nothing is lost.</source>
        <translation>Später in einem Stapel erzeugt, wenn ein Token tiefer geht: Nichts geht verloren.</translation>
    </message>
    <message>
        <source>Made at once from the state at the exit: no debt, but deeper layers see a stand-in.</source>
        <translation>Sofort aus dem Zustand beim Ausstieg erzeugt: kein Rückstand, aber tiefere Schichten sehen einen Ersatz.</translation>
    </message>
    <message>
        <source>Never made, as in the original implementation: deeper layers have gaps.</source>
        <translation>Nie erzeugt, wie in der ursprünglichen Implementierung: Tiefere Schichten haben Lücken.</translation>
    </message>
</context>
<context>
    <name>exitscope::DiffText</name>
    <message>
        <source>%1: token %2, exit layer %3, %4 ms</source>
        <translation>%1: Token %2, Ausstiegsschicht %3, %4 ms</translation>
    </message>
    <message>
        <source>Only in A</source>
        <translation>Nur in A</translation>
    </message>
    <message>
        <source>Only in B</source>
        <translation>Nur in B</translation>
    </message>
    <message>
        <source>In both</source>
        <translation>In beiden</translation>
    </message>
</context>
<context>
    <name>exitscope::DownloadView</name>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>Fortschritt des Downloads</translation>
    </message>
    <message>
        <source>Files of the download</source>
        <translation>Dateien des Downloads</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 fertig</translation>
    </message>
    <message>
        <source>%p %</source>
        <translation>%p %</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>exitscope::DtypeChoice</name>
    <message>
        <source>%1 (as stored)</source>
        <translation>%1 (wie gespeichert)</translation>
    </message>
    <message>
        <source>%1 takes %2 %3</source>
        <translation>%1 braucht %2 %3</translation>
    </message>
</context>
<context>
    <name>exitscope::EngineWorker</name>
    <message>
        <source>no model is open; open a model folder first</source>
        <translation>kein Modell ist geöffnet; öffnen Sie zuerst einen Modellordner</translation>
    </message>
</context>
<context>
    <name>exitscope::EvaluationFileText</name>
    <message>
        <source>%1, line %2: it is no sample of an evaluation; evaluate again.</source>
        <translation>%1, Zeile %2: Das ist keine Probe einer Auswertung; werten Sie erneut aus.</translation>
    </message>
    <message>
        <source>%1, %2 layers, %3</source>
        <translation>%1, %2 Schichten, %3</translation>
    </message>
    <message>
        <source>%1 cannot be read; choose another file.</source>
        <translation>%1 kann nicht gelesen werden; wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Document %1 of %2 is no longer beside %3; evaluate again.</source>
        <translation>Dokument %1 von %2 liegt nicht mehr neben %3; werten Sie erneut aus.</translation>
    </message>
</context>
<context>
    <name>exitscope::EvaluationModel</name>
    <message>
        <source>How the answer was taken out of the text</source>
        <translation>Wie die Antwort dem Text entnommen wurde</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Standard error</source>
        <translation>Standardfehler</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
</context>
<context>
    <name>exitscope::EvaluationView</name>
    <message>
        <source>Results of an evaluation</source>
        <translation>Ergebnisse einer Auswertung</translation>
    </message>
    <message>
        <source>Metrics of the tasks</source>
        <translation>Maße der Aufgaben</translation>
    </message>
    <message>
        <source>Task whose documents are shown</source>
        <translation>Aufgabe, deren Dokumente gezeigt werden</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>Not complete</source>
        <translation>Nicht vollständig</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Maße</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
</context>
<context>
    <name>exitscope::ExitHistogramPlot</name>
    <message>
        <source>Tokens by exit layer</source>
        <translation>Tokens nach Ausstiegsschicht</translation>
    </message>
    <message>
        <source>Layer %1: %2 of %3 tokens (%4 %), up to here %5 %</source>
        <translation>Schicht %1: %2 von %3 Tokens (%4&#xa0;%), bis hier %5&#xa0;%</translation>
    </message>
    <message>
        <source>
what if: %1 of %2 tokens, up to here %3 %</source>
        <translation>
Was wäre, wenn: %1 von %2 Tokens, bis hier %3&#xa0;%</translation>
    </message>
    <message>
        <source>Mean exit layer %1, median %2. Arrow keys read the layers.</source>
        <translation>Mittlere Ausstiegsschicht %1, Median %2. Pfeiltasten lesen die Schichten.</translation>
    </message>
    <message>
        <source>Run a prompt to see at which layers its tokens leave.</source>
        <translation>Starten Sie einen Prompt, um zu sehen, in welchen Schichten seine Tokens aussteigen.</translation>
    </message>
</context>
<context>
    <name>exitscope::ExitHistogramText</name>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>dieser Lauf</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>Mittel %1</translation>
    </message>
    <message>
        <source>median %1</source>
        <translation>Median %1</translation>
    </message>
    <message>
        <source>cumulative share</source>
        <translation>kumulierter Anteil</translation>
    </message>
    <message>
        <source>what if (mean %1, median %2)</source>
        <translation>Was wäre, wenn (Mittel %1, Median %2)</translation>
    </message>
    <message>
        <source>exit layer</source>
        <translation>Ausstiegsschicht</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Tokens</translation>
    </message>
</context>
<context>
    <name>exitscope::ExitLayerModel</name>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Up to here</source>
        <translation>Bis hier</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre, wenn</translation>
    </message>
</context>
<context>
    <name>exitscope::ExitsView</name>
    <message>
        <source>No token left before the last layer.</source>
        <translation>Kein Token stieg vor der letzten Schicht aus.</translation>
    </message>
    <message>
        <source>The whole model confirmed each of the %1 tokens that left early, as drafts: none is wrong.</source>
        <translation>Das ganze Modell bestätigte jedes der %1 früh ausgestiegenen Tokens als Entwurf: Keines ist falsch.</translation>
    </message>
    <message>
        <source>Of the tokens that left early (%1) it is not known whether full depth would have chosen the same.</source>
        <translation>Von den früh ausgestiegenen Tokens (%1) ist nicht bekannt, ob volle Tiefe dasselbe gewählt hätte.</translation>
    </message>
    <message>
        <source>Of the exits that can be compared with full depth (%1), %2 chose another token.</source>
        <translation>Von den Ausstiegen, die sich mit voller Tiefe vergleichen lassen (%1), wählten %2 ein anderes Token.</translation>
    </message>
    <message>
        <source>Where layers were not watched, the last layer&apos;s prediction is not recorded (tokens: %1); switch on watching and run again.</source>
        <translation>Wo Schichten nicht beobachtet wurden, ist die Vorhersage der letzten Schicht nicht aufgezeichnet (Tokens: %1); schalten Sie „Zuschauen“ ein und starten Sie erneut.</translation>
    </message>
    <message>
        <source>Some tokens were drawn, or chosen from processed logits (%1): of these the most likely token at the exit is compared.</source>
        <translation>Einige Tokens wurden gezogen oder aus veränderten Logits gewählt (%1): Bei ihnen wird das wahrscheinlichste Token beim Ausstieg verglichen.</translation>
    </message>
    <message>
        <source>Accepted drafts (%1) were confirmed by the whole model.</source>
        <translation>Angenommene Entwürfe (%1) hat das ganze Modell bestätigt.</translation>
    </message>
    <message>
        <source>Under the K/V policy “%1” the last layer is what it was in this run, not what it would be at full depth.</source>
        <translation>Unter der K/V-Strategie „%1“ ist die letzte Schicht, was sie in diesem Lauf war, nicht was sie bei voller Tiefe wäre.</translation>
    </message>
    <message>
        <source>Exits</source>
        <translation>Ausstiege</translation>
    </message>
    <message>
        <source>Cumulative</source>
        <translation>Kumuliert</translation>
    </message>
    <message>
        <source>Draw the share of tokens that left at a layer or below it</source>
        <translation>Zeichnet den Anteil der Tokens, die in einer Schicht oder darunter ausstiegen</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>Als Tabelle</translation>
    </message>
    <message>
        <source>Show the figures as a table, to read or to copy</source>
        <translation>Zeigt die Zahlen als Tabelle, zum Lesen oder Kopieren</translation>
    </message>
    <message>
        <source>Tokens by exit layer, as a table</source>
        <translation>Tokens nach Ausstiegsschicht, als Tabelle</translation>
    </message>
    <message>
        <source>Exit layers</source>
        <translation>Ausstiegsschichten</translation>
    </message>
    <message>
        <source>Wrong exits</source>
        <translation>Falsche Ausstiege</translation>
    </message>
    <message>
        <source>Run a prompt while watching all layers to see where an early exit chose otherwise than full depth.</source>
        <translation>Starten Sie einen Prompt und schauen Sie allen Schichten zu, um zu sehen, wo ein früher Ausstieg anders wählte als volle Tiefe.</translation>
    </message>
    <message>
        <source>Tokens by exit layer</source>
        <translation>Tokens nach Ausstiegsschicht</translation>
    </message>
</context>
<context>
    <name>exitscope::ExportDialog</name>
    <message>
        <source>PNG picture</source>
        <translation>PNG-Bild</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG-Zeichnung</translation>
    </message>
    <message>
        <source>PDF page</source>
        <translation>PDF-Seite</translation>
    </message>
    <message>
        <source>CSV table of the numbers</source>
        <translation>CSV-Tabelle der Zahlen</translation>
    </message>
    <message>
        <source>JSON document of the numbers</source>
        <translation>JSON-Dokument der Zahlen</translation>
    </message>
    <message>
        <source>&amp;Own size</source>
        <translation>&amp;Eigene Größe</translation>
    </message>
    <message>
        <source>Export all</source>
        <translation>Alles exportieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Writes these, each as a picture and as a table, with the run, its tokens and a report, into a folder:
%1.</source>
        <translation>Schreibt diese, jeweils als Bild und als Tabelle, mit dem Lauf, seinen Tokens und einem Bericht in einen Ordner:
%1.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Choose a &amp;folder…</source>
        <translation>&amp;Ordner wählen…</translation>
    </message>
    <message>
        <source>Choose a &amp;file…</source>
        <translation>&amp;Datei wählen…</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Pixels of the file for each one on an ordinary screen</source>
        <translation>Pixel der Datei für jedes auf einem gewöhnlichen Bildschirm</translation>
    </message>
    <message>
        <source>As shown (dark)</source>
        <translation>Wie gezeigt (dunkel)</translation>
    </message>
    <message>
        <source>As shown (light)</source>
        <translation>Wie gezeigt (hell)</translation>
    </message>
    <message>
        <source>Light, for print</source>
        <translation>Hell, zum Drucken</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>&amp;Was</translation>
    </message>
    <message>
        <source>What to export</source>
        <translation>Was exportiert wird</translation>
    </message>
    <message>
        <source>P&amp;ictures</source>
        <translation>&amp;Bilder</translation>
    </message>
    <message>
        <source>Fo&amp;rm</source>
        <translation>Fo&amp;rm</translation>
    </message>
    <message>
        <source>Form of the file</source>
        <translation>Form der Datei</translation>
    </message>
    <message>
        <source>&amp;Scale</source>
        <translation>&amp;Skalierung</translation>
    </message>
    <message>
        <source>Scale of the picture</source>
        <translation>Skalierung des Bildes</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>Desi&amp;gn</translation>
    </message>
    <message>
        <source>Theme of the picture</source>
        <translation>Design des Bildes</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>Grö&amp;ße</translation>
    </message>
    <message>
        <source>Width in pixels</source>
        <translation>Breite in Pixeln</translation>
    </message>
    <message>
        <source>Height in pixels</source>
        <translation>Höhe in Pixeln</translation>
    </message>
</context>
<context>
    <name>exitscope::Exporter</name>
    <message>
        <source>&amp;Export…</source>
        <translation>E&amp;xportieren…</translation>
    </message>
    <message>
        <source>Export a&amp;ll…</source>
        <translation>Alles expo&amp;rtieren…</translation>
    </message>
    <message>
        <source>Cop&amp;y picture</source>
        <translation>Bild &amp;kopieren</translation>
    </message>
    <message>
        <source>Repor&amp;t…</source>
        <translation>Beri&amp;cht…</translation>
    </message>
    <message>
        <source>There is nothing to export yet: run a prompt or open a run.</source>
        <translation>Es gibt noch nichts zu exportieren: Starten Sie einen Prompt oder öffnen Sie einen Lauf.</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>There is nothing to copy yet: run a prompt or open a run.</source>
        <translation>Es gibt noch nichts zu kopieren: Starten Sie einen Prompt oder öffnen Sie einen Lauf.</translation>
    </message>
    <message>
        <source>there is no memory for a picture of this size; export it at a smaller scale</source>
        <translation>für ein Bild dieser Größe reicht der Speicher nicht; exportieren Sie es in kleinerer Skalierung</translation>
    </message>
    <message>
        <source>Copied a picture: %1</source>
        <translation>Bild kopiert: %1</translation>
    </message>
    <message>
        <source>Write a report</source>
        <translation>Bericht schreiben</translation>
    </message>
    <message>
        <source>HTML page (*.html)</source>
        <translation>HTML-Seite (*.html)</translation>
    </message>
    <message>
        <source>Writing %1…</source>
        <translation>Schreibt %1…</translation>
    </message>
    <message>
        <source>Export into a folder</source>
        <translation>In einen Ordner exportieren</translation>
    </message>
    <message>
        <source>Nothing was written: %1 holds all of the files already.</source>
        <translation>Es wurde nichts geschrieben: %1 enthält bereits alle Dateien.</translation>
    </message>
    <message>
        <source>Writing into %1…</source>
        <translation>Schreibt nach %1…</translation>
    </message>
    <message>
        <source>Saved in %1: %2</source>
        <translation>In %1 gespeichert: %2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>Export all</source>
        <translation>Alles exportieren</translation>
    </message>
    <message>
        <source>Already in %1: %2.</source>
        <translation>Bereits in %1: %2.</translation>
    </message>
    <message>
        <source>Replace them, or keep them as they are and write only what is missing?</source>
        <translation>Sollen sie ersetzt werden, oder so bleiben, und nur Fehlendes wird geschrieben?</translation>
    </message>
    <message>
        <source>&amp;Replace all</source>
        <translation>Alle e&amp;rsetzen</translation>
    </message>
    <message>
        <source>&amp;Keep them</source>
        <translation>&amp;Behalten</translation>
    </message>
</context>
<context>
    <name>exitscope::FigureModel</name>
    <message>
        <source>Bootstrap interval: samples drawn anew, with replacement</source>
        <translation>Bootstrap-Intervall: Proben neu gezogen, mit Zurücklegen</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Proben</translation>
    </message>
</context>
<context>
    <name>exitscope::FileMenu</name>
    <message>
        <source>&amp;Open model folder…</source>
        <translation>Modellordner ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open by &amp;name…</source>
        <translation>Nach &amp;Namen öffnen…</translation>
    </message>
    <message>
        <source>Open &amp;bundled model</source>
        <translation>&amp;Mitgeliefertes Modell öffnen</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open r&amp;un…</source>
        <translation>&amp;Lauf öffnen…</translation>
    </message>
    <message>
        <source>&amp;Save run…</source>
        <translation>Lauf &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>B&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;%1  %2</source>
        <translation>&amp;%1  %2</translation>
    </message>
    <message>
        <source>Open the folder of a Llama model</source>
        <translation>Ordner eines Llama-Modells öffnen</translation>
    </message>
    <message>
        <source>Open by name</source>
        <translation>Nach Namen öffnen</translation>
    </message>
    <message>
        <source>Name of a model in the local hub cache, such as
facebook/layerskip-llama3.2-1B:</source>
        <translation>Name eines Modells im lokalen Hub-Cache, etwa
facebook/layerskip-llama3.2-1B:</translation>
    </message>
    <message>
        <source>&amp;Weights in memory</source>
        <translation>&amp;Gewichte im Speicher</translation>
    </message>
    <message>
        <source>As &amp;stored</source>
        <translation>Wie &amp;gespeichert</translation>
    </message>
    <message>
        <source>&amp;32-bit float</source>
        <translation>&amp;32-Bit-Gleitkomma</translation>
    </message>
    <message>
        <source>&amp;16-bit float</source>
        <translation>&amp;16-Bit-Gleitkomma</translation>
    </message>
    <message>
        <source>&amp;bfloat16</source>
        <translation>&amp;bfloat16</translation>
    </message>
    <message>
        <source>Made from the checkpoint when it is first opened so, which may take some seconds, and kept in your cache folder.</source>
        <translation>Wird beim ersten solchen Öffnen aus dem Checkpoint erzeugt, was einige Sekunden dauern kann, und in Ihrem Cache-Ordner aufbewahrt.</translation>
    </message>
    <message>
        <source>&amp;8-bit integer</source>
        <translation>&amp;8-Bit-Ganzzahl</translation>
    </message>
    <message>
        <source>A byte per weight and a scale per row: half of bfloat16, nearly the same answers.</source>
        <translation>Ein Byte je Gewicht und ein Skalenfaktor je Zeile: halb so groß wie bfloat16, fast dieselben Antworten.</translation>
    </message>
    <message>
        <source>&amp;4-bit integer</source>
        <translation>&amp;4-Bit-Ganzzahl</translation>
    </message>
    <message>
        <source>Half a byte per weight and a scale for every 32: over a quarter of bfloat16, answers that differ a little.</source>
        <translation>Ein halbes Byte je Gewicht und ein Skalenfaktor für je 32: etwas mehr als ein Viertel von bfloat16, leicht abweichende Antworten.</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>Gerä&amp;t</translation>
    </message>
    <message>
        <source>&amp;CPU</source>
        <translation>&amp;CPU</translation>
    </message>
    <message>
        <source>&amp;Spread by free memory</source>
        <translation>&amp;Nach freiem Speicher verteilen</translation>
    </message>
    <message>
        <source>Open a run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>Save the run</source>
        <translation>Lauf speichern</translation>
    </message>
    <message>
        <source>Run as JSON (*.json)</source>
        <translation>Lauf als JSON (*.json)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Export to&amp;kens as CSV…</source>
        <translation>T&amp;okens als CSV exportieren…</translation>
    </message>
    <message>
        <source>Export the tokens</source>
        <translation>Tokens exportieren</translation>
    </message>
    <message>
        <source>Runs (*.exitscope *.cbor *.json);;All files (*)</source>
        <translation>Läufe (*.exitscope *.cbor *.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Run (*.exitscope)</source>
        <translation>Lauf (*.exitscope)</translation>
    </message>
    <message>
        <source>&amp;Get models…</source>
        <translation>Modelle &amp;holen…</translation>
    </message>
    <message>
        <source>bfloat16, &amp;rounded activations</source>
        <translation>bfloat16, Aktivierungen ge&amp;rundet</translation>
    </message>
    <message>
        <source>8-bi&amp;t integer, rounded activations</source>
        <translation>8-Bit-Ganzzahl, A&amp;ktivierungen gerundet</translation>
    </message>
    <message>
        <source>4-bit i&amp;nteger, rounded activations</source>
        <translation>4-Bit-Ganzzahl, Ak&amp;tivierungen gerundet</translation>
    </message>
    <message>
        <source>What meets the weights is rounded to bytes, as many programs do: prompts are read faster where the processor multiplies bytes (VNNI), answers differ a little. On the CPU only.</source>
        <translation>Was auf die Gewichte trifft, wird auf Bytes gerundet, wie es viele Programme tun: Prompts werden schneller gelesen, wo der Prozessor Bytes multipliziert (VNNI), und Antworten weichen ein wenig ab. Nur auf der CPU.</translation>
    </message>
    <message>
        <source>What meets the weights is rounded to bfloat16 too, as many programs do: prompts are read faster where the processor multiplies bfloat16, answers differ a little. On the CPU only.</source>
        <translation>Auch was auf die Gewichte trifft, wird auf bfloat16 gerundet, wie es viele Programme tun: Prompts werden schneller gelesen, wo der Prozessor bfloat16 multipliziert, und Antworten weichen ein wenig ab. Nur auf der CPU.</translation>
    </message>
</context>
<context>
    <name>exitscope::FilePlaces</name>
    <message>
        <source>%1 exists. Replace it?</source>
        <translation>%1 gibt es schon. Ersetzen?</translation>
    </message>
</context>
<context>
    <name>exitscope::Fold</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
</context>
<context>
    <name>exitscope::GetModelsDialog</name>
    <message>
        <source>Get models</source>
        <translation>Modelle holen</translation>
    </message>
    <message>
        <source>org/name, or org/name@revision</source>
        <translation>org/name oder org/name@revision</translation>
    </message>
    <message>
        <source>Name of another model of the hub</source>
        <translation>Name eines anderen Modells des Hubs</translation>
    </message>
    <message>
        <source>Another &amp;model</source>
        <translation>Anderes &amp;Modell</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>%1 is here and can be opened.</source>
        <translation>%1 ist da und lässt sich öffnen.</translation>
    </message>
    <message>
        <source>Removed %1; %2 are free again.</source>
        <translation>%1 ist entfernt; %2 sind wieder frei.</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Fragt…</translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation>Ein Modell entfernen</translation>
    </message>
    <message>
        <source>Remove %1 from this machine? That frees %2. It can be downloaded again.</source>
        <translation>%1 von diesem Rechner entfernen? Das macht %2 frei. Es lässt sich wieder herunterladen.</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Files that another revision uses stay.</source>
        <translation>Dateien, die eine andere Revision braucht, bleiben.</translation>
    </message>
    <message>
        <source>All its revisions go: %1.</source>
        <translation>Alle seine Revisionen gehen: %1.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Downloads go on when this window is closed. When Exitscope ends they stop, and can be resumed.</source>
        <translation>Downloads gehen weiter, wenn dieses Fenster geschlossen wird. Endet Exitscope, halten sie an und lassen sich fortsetzen.</translation>
    </message>
</context>
<context>
    <name>exitscope::GuideBrowser</name>
    <message>
        <source>Page of the guide</source>
        <translation>Seite des Handbuchs</translation>
    </message>
    <message>
        <source># No such page

The guide has no page “%1”. Its [contents](%2) list those that there are.</source>
        <translation># Keine solche Seite

Das Handbuch hat keine Seite „%1“. Sein [Inhalt](%2) nennt die, die es gibt.</translation>
    </message>
</context>
<context>
    <name>exitscope::GuideWindow</name>
    <message>
        <source>User guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Contents of the guide</source>
        <translation>Inhalt des Handbuchs</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Vor</translation>
    </message>
    <message>
        <source>&amp;Contents</source>
        <translation>&amp;Inhalt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>exitscope::HeatmapLabels</name>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>exitscope::HeatmapLegend</name>
    <message>
        <source>exit layer</source>
        <translation>Ausstiegsschicht</translation>
    </message>
    <message>
        <source>what if</source>
        <translation>Was wäre, wenn</translation>
    </message>
    <message>
        <source>first other token</source>
        <translation>erstes anderes Token</translation>
    </message>
    <message>
        <source>correction</source>
        <translation>Korrektur</translation>
    </message>
    <message>
        <source>round of drafts</source>
        <translation>Entwurfsrunde</translation>
    </message>
    <message>
        <source>caught up later</source>
        <translation>später nachgeholt</translation>
    </message>
    <message>
        <source>not run, K/V copied</source>
        <translation>nicht gelaufen, K/V kopiert</translation>
    </message>
    <message>
        <source>run, not scored</source>
        <translation>gelaufen, nicht bewertet</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>nicht gelaufen</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>exits: median, quartiles</source>
        <translation>Ausstiege: Median, Quartile</translation>
    </message>
    <message>
        <source>exits of %1 tokens: median, quartiles</source>
        <translation>Ausstiege von %1 Tokens: Median, Quartile</translation>
    </message>
    <message>
        <source>fires for most</source>
        <translation>löst für die meisten aus</translation>
    </message>
    <message>
        <source>firing border</source>
        <translation>Auslösegrenze</translation>
    </message>
    <message>
        <source>each column: %1 tokens; colour: their mean; filled height: how many have a value; lines: of %2 tokens each</source>
        <translation>jede Spalte: %1 Tokens; Farbe: ihr Mittel; gefüllte Höhe: wie viele einen Wert haben; Linien: von je %2 Tokens</translation>
    </message>
</context>
<context>
    <name>exitscope::HeatmapPlot</name>
    <message>
        <source>Arrow keys select a token and a layer; a table shows the same.</source>
        <translation>Pfeiltasten wählen Token und Schicht; eine Tabelle zeigt dasselbe.</translation>
    </message>
    <message>
        <source>%1
what if: would leave after layer %2</source>
        <translation>%1
Was wäre, wenn: würde nach Schicht %2 aussteigen</translation>
    </message>
    <message>
        <source>, the first other token</source>
        <translation>, das erste andere Token</translation>
    </message>
    <message>
        <source>Heatmap of layers by tokens</source>
        <translation>Heatmap der Schichten nach Tokens</translation>
    </message>
    <message>
        <source>Run a prompt to see, layer by layer, how each token is decided.</source>
        <translation>Starten Sie einen Prompt, um Schicht für Schicht zu sehen, wie jedes Token entschieden wird.</translation>
    </message>
    <message>
        <source>%1 ▸ leaves</source>
        <translation>%1 ▸ steigt aus</translation>
    </message>
    <message>
        <source>This run has no values of “%1”.</source>
        <translation>Dieser Lauf hat keine Werte für „%1“.</translation>
    </message>
    <message>
        <source>At full depth there is no threshold: choose another quantity.</source>
        <translation>Bei voller Tiefe gibt es keine Schwelle: Wählen Sie eine andere Größe.</translation>
    </message>
    <message>
        <source>At full depth nothing is scored unless all layers are watched.</source>
        <translation>Bei voller Tiefe wird nichts bewertet, außer beim Zuschauen in allen Schichten.</translation>
    </message>
</context>
<context>
    <name>exitscope::HeatmapQuantity</name>
    <message>
        <source>Score of the rule</source>
        <translation>Wert der Regel</translation>
    </message>
    <message>
        <source>Distance to threshold</source>
        <translation>Abstand zur Schwelle</translation>
    </message>
    <message>
        <source>Entropy of the prediction</source>
        <translation>Entropie der Vorhersage</translation>
    </message>
    <message>
        <source>Probability of the emitted token</source>
        <translation>Wahrscheinlichkeit des ausgegebenen Tokens</translation>
    </message>
    <message>
        <source>Prediction changed here</source>
        <translation>Vorhersage hier geändert</translation>
    </message>
    <message>
        <source>Score: %1</source>
        <translation>Wert: %1</translation>
    </message>
    <message>
        <source>%1: distance to threshold</source>
        <translation>%1: Abstand zur Schwelle</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>Nats</translation>
    </message>
    <message>
        <source>passes above 0</source>
        <translation>erfüllt über 0</translation>
    </message>
    <message>
        <source>fires above 0</source>
        <translation>löst über 0 aus</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Rank of the emitted token</source>
        <translation>Rang des ausgegebenen Tokens</translation>
    </message>
    <message>
        <source>0: the likeliest</source>
        <translation>0: das wahrscheinlichste</translation>
    </message>
</context>
<context>
    <name>exitscope::HeatmapText</name>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>%1, log scale, %2</source>
        <translation>%1, logarithmisch, %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>exitscope::HeatmapValues</name>
    <message>
        <source>range of the run</source>
        <translation>Bereich des Laufs</translation>
    </message>
    <message>
        <source>range of the tokens shown</source>
        <translation>Bereich der sichtbaren Tokens</translation>
    </message>
    <message>
        <source>full range</source>
        <translation>voller Bereich</translation>
    </message>
</context>
<context>
    <name>exitscope::HeatmapView</name>
    <message>
        <source>Heatmap</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Quantity shown in the heatmap</source>
        <translation>In der Heatmap gezeigte Größe</translation>
    </message>
    <message>
        <source>What a cell shows</source>
        <translation>Was eine Zelle zeigt</translation>
    </message>
    <message>
        <source>Firing border</source>
        <translation>Auslösegrenze</translation>
    </message>
    <message>
        <source>Outline the cells at which the rule fires</source>
        <translation>Umrandet die Zellen, in denen die Regel auslöst</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Keep the newest token in view</source>
        <translation>Hält das neueste Token im Bild</translation>
    </message>
    <message>
        <source>Show all tokens and layers (double click)</source>
        <translation>Zeigt alle Tokens und Schichten (Doppelklick)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Colours, scale and range of the values</source>
        <translation>Farben, Skala und Bereich der Werte</translation>
    </message>
</context>
<context>
    <name>exitscope::HubAccount</name>
    <message>
        <source>The hub does not accept this token: it is wrong or was withdrawn. Make another one.</source>
        <translation>Der Hub nimmt dieses Token nicht an: Es ist falsch oder wurde zurückgezogen. Legen Sie ein anderes an.</translation>
    </message>
</context>
<context>
    <name>exitscope::Inspector</name>
    <message>
        <source>No token yet. Write a prompt and run it, or open a run from a file; then select a token in the text or a cell of the heatmap to see what each layer predicted.</source>
        <translation>Noch kein Token. Schreiben Sie einen Prompt und starten Sie ihn, oder öffnen Sie einen Lauf aus einer Datei; wählen Sie dann ein Token im Text oder eine Zelle der Heatmap, um zu sehen, was jede Schicht vorhersagte.</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Predictions by layer, deepest first</source>
        <translation>Vorhersagen nach Schicht, tiefste zuerst</translation>
    </message>
    <message>
        <source>Unpin all layers</source>
        <translation>Alle Schichten lösen</translation>
    </message>
    <message>
        <source>Pin the layer</source>
        <translation>Schicht anheften</translation>
    </message>
    <message>
        <source>Unpin layer %1</source>
        <translation>Schicht %1 lösen</translation>
    </message>
    <message>
        <source>Pin layer %1</source>
        <translation>Schicht %1 anheften</translation>
    </message>
    <message>
        <source>%1  (newest)</source>
        <translation>%1  (neuestes)</translation>
    </message>
    <message>
        <source>Left at layer %1 of 0 to %2</source>
        <translation>In Schicht %1 von 0 bis %2 ausgestiegen</translation>
    </message>
    <message>
        <source>, by preview at %1</source>
        <translation>, nach der Vorschau in %1</translation>
    </message>
    <message>
        <source>Token %1, id %2, position %3, %4</source>
        <translation>Token %1, ID %2, Position %3, %4</translation>
    </message>
    <message>
        <source>%1 ms: layers %2, scoring %3, catch-up %4, sampling %5, other %6</source>
        <translation>%1 ms: Schichten %2, Bewertung %3, Nachholen %4, Sampling %5, Sonstiges %6</translation>
    </message>
    <message>
        <source>The predictions of %1 of %2 layers were recorded. To see all, choose Watch in the Rule tab and run again.</source>
        <translation>Aufgezeichnet wurden die Vorhersagen von %1 der %2 Schichten. Um alle zu sehen, wählen Sie „Zuschauen“ im Reiter „Regel“ und starten Sie erneut.</translation>
    </message>
    <message>
        <source>Only the likeliest token of each layer was kept. To see the next ones, choose Watch in the Rule tab and run again.</source>
        <translation>Nur das wahrscheinlichste Token jeder Schicht wurde behalten. Um die nächsten zu sehen, wählen Sie „Zuschauen“ im Reiter „Regel“ und starten Sie erneut.</translation>
    </message>
    <message>
        <source>▸ left here   ◆ changed   figures in percent   Space pins a layer</source>
        <translation>▸ hier ausgestiegen   ◆ geändert   Zahlen in Prozent   Leertaste heftet an</translation>
    </message>
    <message>
        <source>Scores of the inspected token</source>
        <translation>Werte des untersuchten Tokens</translation>
    </message>
    <message>
        <source>%1 over depth</source>
        <translation>%1 über die Tiefe</translation>
    </message>
    <message>
        <source>%1, token %2, left at layer %3</source>
        <translation>%1, Token %2, ausgestiegen in Schicht %3</translation>
    </message>
</context>
<context>
    <name>exitscope::LanguageMenu</name>
    <message>
        <source>Lan&amp;guage</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>The language changes when Exitscope is started again.</source>
        <translation>Die Sprache wechselt, wenn Exitscope das nächste Mal startet.</translation>
    </message>
    <message>
        <source>&amp;System language</source>
        <translation>&amp;Systemsprache</translation>
    </message>
</context>
<context>
    <name>exitscope::LayerScrubber</name>
    <message>
        <source>Layer by layer</source>
        <translation>Schicht für Schicht</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Moves through the layers of this token</source>
        <translation>Bewegt sich durch die Schichten dieses Tokens</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %1</source>
        <translation>%1 von %1</translation>
    </message>
    <message>
        <source>Layer %1 was not scored</source>
        <translation>Schicht %1 wurde nicht bewertet</translation>
    </message>
    <message>
        <source>At layer %1 the model would say “%2”, %3 %</source>
        <translation>In Schicht %1 würde das Modell „%2“ sagen, %3&#xa0;%</translation>
    </message>
    <message>
        <source>▸ It left here.</source>
        <translation>▸ Hier stieg es aus.</translation>
    </message>
    <message>
        <source>◆ Changed here; layer %1 said “%2”.</source>
        <translation>◆ Hier geändert; Schicht %1 sagte „%2“.</translation>
    </message>
    <message>
        <source>That is the token that was written.</source>
        <translation>Das ist das geschriebene Token.</translation>
    </message>
    <message>
        <source>The written token: %1.</source>
        <translation>Das geschriebene Token: %1.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play through the layers</source>
        <translation>Schichten abspielen</translation>
    </message>
    <message>
        <source>%1 (Space)</source>
        <translation>%1 (Leertaste)</translation>
    </message>
</context>
<context>
    <name>exitscope::LayerStepModel</name>
    <message>
        <source>▸ leaves</source>
        <translation>▸ steigt aus</translation>
    </message>
    <message>
        <source>fires</source>
        <translation>löst aus</translation>
    </message>
    <message>
        <source>passes</source>
        <translation>erfüllt</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>◆ %1</source>
        <translation>◆ %1</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>layer %1, to come</source>
        <translation>Schicht %1, steht noch aus</translation>
    </message>
    <message>
        <source>, the prediction changed here</source>
        <translation>, hier änderte sich die Vorhersage</translation>
    </message>
    <message>
        <source>the token leaves here</source>
        <translation>hier steigt das Token aus</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Predicts</source>
        <translation>Sagt voraus</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Needed</source>
        <translation>Nötig</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
</context>
<context>
    <name>exitscope::LayerStepView</name>
    <message>
        <source>Layer by layer</source>
        <translation>Schicht für Schicht</translation>
    </message>
    <message>
        <source>Predictions so far, deepest layer first</source>
        <translation>Bisherige Vorhersagen, tiefste Schicht zuerst</translation>
    </message>
    <message>
        <source>◆ prediction changed   figures beside it in percent</source>
        <translation>◆ Vorhersage geändert   Zahlen daneben in Prozent</translation>
    </message>
</context>
<context>
    <name>exitscope::LensModel</name>
    <message>
        <source>▸ %1</source>
        <translation>▸ %1</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>, the token left here</source>
        <translation>, hier stieg das Token aus</translation>
    </message>
    <message>
        <source>, pinned</source>
        <translation>, angeheftet</translation>
    </message>
    <message>
        <source>The token left here; pinned</source>
        <translation>Hier stieg das Token aus; angeheftet</translation>
    </message>
    <message>
        <source>The token left here</source>
        <translation>Hier stieg das Token aus</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>&gt;%1.  %2</source>
        <translation>&gt;%1.  %2</translation>
    </message>
    <message>
        <source>%1.  %2</source>
        <translation>%1.  %2</translation>
    </message>
    <message>
        <source>the token that was written: not known here</source>
        <translation>das geschriebene Token: hier nicht bekannt</translation>
    </message>
    <message>
        <source>the token that was written: %1</source>
        <translation>das geschriebene Token: %1</translation>
    </message>
    <message>
        <source>not scored</source>
        <translation>nicht bewertet</translation>
    </message>
    <message>
        <source>◆ %1</source>
        <translation>◆ %1</translation>
    </message>
    <message>
        <source>%1  %2 %</source>
        <translation>%1  %2&#xa0;%</translation>
    </message>
    <message>
        <source>, the prediction changed here</source>
        <translation>, hier änderte sich die Vorhersage</translation>
    </message>
    <message>
        <source>%1 (id %2), probability %3%4</source>
        <translation>%1 (ID %2), Wahrscheinlichkeit %3%4</translation>
    </message>
    <message>
        <source>; the prediction changed here</source>
        <translation>; hier änderte sich die Vorhersage</translation>
    </message>
    <message>
        <source>Rank and probability of the token that was written</source>
        <translation>Rang und Wahrscheinlichkeit des geschriebenen Tokens</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Predicts</source>
        <translation>Sagt</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation>Rang %1</translation>
    </message>
    <message>
        <source>not among the first %1</source>
        <translation>nicht unter den ersten %1</translation>
    </message>
    <message>
        <source>Only the likeliest token of this layer was kept.</source>
        <translation>Von dieser Schicht wurde nur das wahrscheinlichste Token behalten.</translation>
    </message>
    <message>
        <source>Scores past the exit are kept only while watching.</source>
        <translation>Werte nach dem Ausstieg werden nur beim Zuschauen behalten.</translation>
    </message>
    <message>
        <source>The rule asked for no prediction here; watching keeps one of each layer.</source>
        <translation>Die Regel brauchte hier keine Vorhersage; beim Zuschauen wird eine jeder Schicht behalten.</translation>
    </message>
</context>
<context>
    <name>exitscope::MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lauf</translation>
    </message>
    <message>
        <source>&amp;Edit the prompt</source>
        <translation>Prompt &amp;bearbeiten</translation>
    </message>
    <message>
        <source>Recommended &amp;values</source>
        <translation>Empfoh&amp;lene Werte</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Heatmap</source>
        <translation>&amp;Heatmap</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>Ta&amp;belle</translation>
    </message>
    <message>
        <source>&amp;Rule</source>
        <translation>&amp;Regel</translation>
    </message>
    <message>
        <source>&amp;Inspector</source>
        <translation>&amp;Inspektor</translation>
    </message>
    <message>
        <source>&amp;Cost</source>
        <translation>&amp;Kosten</translation>
    </message>
    <message>
        <source>&amp;What if</source>
        <translation>&amp;Was wäre, wenn</translation>
    </message>
    <message>
        <source>R&amp;uns</source>
        <translation>&amp;Läufe</translation>
    </message>
    <message>
        <source>Com&amp;pare</source>
        <translation>&amp;Vergleich</translation>
    </message>
    <message>
        <source>Close the m&amp;essage</source>
        <translation>&amp;Meldung schließen</translation>
    </message>
    <message>
        <source>The&amp;me</source>
        <translation>&amp;Design</translation>
    </message>
    <message>
        <source>&amp;System theme</source>
        <translation>&amp;Systemdesign</translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation>&amp;Helles Design</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>&amp;Dunkles Design</translation>
    </message>
    <message>
        <source>Bi&amp;gger text</source>
        <translation>&amp;Größerer Text</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>Kl&amp;einerer Text</translation>
    </message>
    <message>
        <source>Restore &amp;defaults…</source>
        <translation>Auf Standard &amp;zurücksetzen…</translation>
    </message>
    <message>
        <source>&amp;Fit the heatmap</source>
        <translation>Heatmap &amp;einpassen</translation>
    </message>
    <message>
        <source>F&amp;ollow the newest token</source>
        <translation>&amp;Neuestem Token folgen</translation>
    </message>
    <message>
        <source>Firing &amp;border</source>
        <translation>&amp;Auslösegrenze</translation>
    </message>
    <message>
        <source>Re&amp;jected drafts</source>
        <translation>Verworfene Entwür&amp;fe</translation>
    </message>
    <message>
        <source>P&amp;lay through the layers</source>
        <translation>Schichten ab&amp;spielen</translation>
    </message>
    <message>
        <source>Pin the la&amp;yer</source>
        <translation>Schi&amp;cht anheften</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Exitscope</source>
        <translation>Ü&amp;ber Exitscope</translation>
    </message>
    <message>
        <source>About Exitscope</source>
        <translation>Über Exitscope</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Exitscope %1&lt;/h3&gt;&lt;p&gt;See, token by token, how deep a language model thinks.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Exitscope %1&lt;/h3&gt;&lt;p&gt;Sehen Sie Token für Token, wie tief ein Sprachmodell denkt.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder später.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Exitscope</source>
        <translation>Exitscope</translation>
    </message>
    <message>
        <source>Views of the run</source>
        <translation>Ansichten des Laufs</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Rule, inspector, cost, what if and runs</source>
        <translation>Regel, Inspektor, Kosten, Was wäre, wenn und Läufe</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre, wenn</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Opened %1</source>
        <translation>%1 geöffnet</translation>
    </message>
    <message>
        <source>Once upon a time there was a king who had three</source>
        <translation>Once upon a time there was a king who had three</translation>
    </message>
    <message>
        <source>%1 - Exitscope</source>
        <translation>%1 - Exitscope</translation>
    </message>
    <message>
        <source>Tokenizer: %1</source>
        <translation>Tokenizer: %1</translation>
    </message>
    <message>
        <source>Status: %1</source>
        <translation>Status: %1</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>Auf Standard zurücksetzen</translation>
    </message>
    <message>
        <source>Put theme, text size, tabs, panel width and heatmap back to how they were at the first start? Rule, prompt, runs and profiles stay.</source>
        <translation>Design, Textgröße, Reiter, Breite der Seitenleiste und Heatmap auf den Stand des ersten Starts zurücksetzen? Regel, Prompt, Läufe und Profile bleiben.</translation>
    </message>
    <message>
        <source>Stairc&amp;ase</source>
        <translation>&amp;Treppe</translation>
    </message>
    <message>
        <source>E&amp;xits</source>
        <translation>A&amp;usstiege</translation>
    </message>
    <message>
        <source>Text si&amp;ze</source>
        <translation>Te&amp;xtgröße</translation>
    </message>
    <message>
        <source>Prese&amp;ntation mode</source>
        <translation>Pr&amp;äsentationsmodus</translation>
    </message>
    <message>
        <source>Cali&amp;brate a threshold…</source>
        <translation>Schwelle kal&amp;ibrieren…</translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation>Normale Schrift</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>&amp;Handbuch</translation>
    </message>
</context>
<context>
    <name>exitscope::MeasureData</name>
    <message>
        <source>The bundled fairy tales</source>
        <translation>Die mitgelieferten Märchen</translation>
    </message>
    <message>
        <source>A file of mine</source>
        <translation>Eine eigene Datei</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>&amp;Data set</source>
        <translation>&amp;Datensatz</translation>
    </message>
    <message>
        <source>File or folder of the data</source>
        <translation>Datei oder Ordner der Daten</translation>
    </message>
    <message>
        <source>A local copy: JSONL or CSV, packed with gzip or not, or the folder that holds it</source>
        <translation>Eine Kopie auf diesem Rechner: JSONL oder CSV, mit gzip gepackt oder nicht, oder der Ordner, in dem sie liegt</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose the data</source>
        <translation>Daten wählen</translation>
    </message>
    <message>
        <source>A &amp;file…</source>
        <translation>Eine &amp;Datei…</translation>
    </message>
    <message>
        <source>A f&amp;older…</source>
        <translation>Einen &amp;Ordner…</translation>
    </message>
    <message>
        <source>Choose the folder of the data</source>
        <translation>Ordner der Daten wählen</translation>
    </message>
    <message>
        <source>&amp;Place</source>
        <translation>&amp;Ort</translation>
    </message>
    <message>
        <source>Field of the prompt</source>
        <translation>Feld des Prompts</translation>
    </message>
    <message>
        <source>Name of the field that holds the prompt</source>
        <translation>Name des Felds, in dem der Prompt steht</translation>
    </message>
    <message>
        <source>Field of the reference</source>
        <translation>Feld der Referenz</translation>
    </message>
    <message>
        <source>Name of the field that holds what should be written</source>
        <translation>Name des Felds, in dem steht, was zu schreiben wäre</translation>
    </message>
    <message>
        <source>Template of the prompt</source>
        <translation>Vorlage des Prompts</translation>
    </message>
    <message>
        <source>{message} is the prompt, {FIELD} any field</source>
        <translation>{message} ist der Prompt, {FIELD} ein beliebiges Feld</translation>
    </message>
    <message>
        <source>Pro&amp;mpt field</source>
        <translation>Pro&amp;mpt-Feld</translation>
    </message>
    <message>
        <source>Re&amp;ference field</source>
        <translation>Re&amp;ferenzfeld</translation>
    </message>
    <message>
        <source>Templ&amp;ate</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>How many items, 0 for all</source>
        <translation>Wie viele Einträge, 0 für alle</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Examples before each question</source>
        <translation>Beispiele vor jeder Frage</translation>
    </message>
    <message>
        <source>n-shot: solved items before each question, taken from items that are not evaluated</source>
        <translation>n-shot: gelöste Einträge vor jeder Frage, aus denen, die nicht ausgewertet werden</translation>
    </message>
    <message>
        <source>Shuffled</source>
        <translation>Gemischt</translation>
    </message>
    <message>
        <source>Draw the items and their order; else they are the first ones</source>
        <translation>Einträge und Reihenfolge auslosen; sonst sind es die ersten</translation>
    </message>
    <message>
        <source>Seed of the items</source>
        <translation>Seed der Einträge</translation>
    </message>
    <message>
        <source>Of the order of the items and of the examples</source>
        <translation>Für die Reihenfolge der Einträge und für die Beispiele</translation>
    </message>
    <message>
        <source>Samp&amp;les</source>
        <translation>&amp;Proben</translation>
    </message>
    <message>
        <source>E&amp;xamples</source>
        <translation>&amp;Beispiele</translation>
    </message>
    <message>
        <source>seed </source>
        <translation>Seed </translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>A .jsonl or .csv file</source>
        <translation>Eine .jsonl- oder .csv-Datei</translation>
    </message>
    <message>
        <source>A file or its folder</source>
        <translation>Eine Datei oder ihr Ordner</translation>
    </message>
    <message>
        <source>Get it from %1.</source>
        <translation>Zu bekommen von %1.</translation>
    </message>
    <message>
        <source>Openings without references: quality is agreement with full depth.</source>
        <translation>Anfänge ohne Referenzen: Qualität ist Übereinstimmung mit voller Tiefe.</translation>
    </message>
    <message>
        <source>Choose the file of the data</source>
        <translation>Datei der Daten wählen</translation>
    </message>
    <message>
        <source>Data (*.jsonl *.json *.csv *.gz);;All files (*)</source>
        <translation>Daten (*.jsonl *.json *.csv *.gz);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose the file of your data.</source>
        <translation>Wählen Sie die Datei Ihrer Daten.</translation>
    </message>
    <message>
        <source>Choose where the data set lies. %1</source>
        <translation>Wählen Sie, wo der Datensatz liegt. %1</translation>
    </message>
</context>
<context>
    <name>exitscope::MeasureFileText</name>
    <message>
        <source>%1 is no whole result of a benchmark, a sweep or an evaluation; choose another file.</source>
        <translation>%1 ist kein vollständiges Ergebnis eines Benchmarks, eines Sweeps oder einer Auswertung; wählen Sie eine andere Datei.</translation>
    </message>
</context>
<context>
    <name>exitscope::MeasureForm</name>
    <message>
        <source>drawn at temperature %1, seed %2</source>
        <translation>gezogen bei Temperatur %1, Seed %2</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>greedy</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Sweep</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>What to measure</source>
        <translation>Was gemessen wird</translation>
    </message>
    <message>
        <source>Most tokens for each sample</source>
        <translation>Meiste Tokens je Probe</translation>
    </message>
    <message>
        <source>Where writing ends at the latest</source>
        <translation>Wo das Schreiben spätestens endet</translation>
    </message>
    <message>
        <source>Cut at the start</source>
        <translation>Am Anfang kürzen</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Stop with an error</source>
        <translation>Mit Fehler enden</translation>
    </message>
    <message>
        <source>Prompts that are too long</source>
        <translation>Zu lange Prompts</translation>
    </message>
    <message>
        <source>What happens where a prompt and the tokens to be written do not fit into the model&apos;s context</source>
        <translation>Was geschieht, wo ein Prompt und die zu schreibenden Tokens nicht in den Kontext des Modells passen</translation>
    </message>
    <message>
        <source>Compare with full depth</source>
        <translation>Mit voller Tiefe vergleichen</translation>
    </message>
    <message>
        <source>Writes each text at full depth too, which takes that time as well</source>
        <translation>Schreibt jeden Text auch mit voller Tiefe, was auch deren Zeit kostet</translation>
    </message>
    <message>
        <source>Most to&amp;kens</source>
        <translation>Meiste To&amp;kens</translation>
    </message>
    <message>
        <source>Lon&amp;g prompts</source>
        <translation>Lan&amp;ge Prompts</translation>
    </message>
    <message>
        <source>Keep runs</source>
        <translation>Läufe behalten</translation>
    </message>
    <message>
        <source>Save each sample&apos;s run, to look at it in the heatmap</source>
        <translation>Den Lauf jeder Probe speichern, um ihn in der Heatmap anzusehen</translation>
    </message>
    <message>
        <source>and score every layer</source>
        <translation>und jede Schicht bewerten</translation>
    </message>
    <message>
        <source>Fills the heatmaps of the runs that are kept; times are then those of watching, which are longer</source>
        <translation>Füllt die Heatmaps der behaltenen Läufe; die Zeiten sind dann die des Beobachtens, die länger sind</translation>
    </message>
    <message>
        <source>A new one in %1</source>
        <translation>Ein neuer in %1</translation>
    </message>
    <message>
        <source>Folder of the results; empty: a new one</source>
        <translation>Ordner der Ergebnisse; leer: ein neuer</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose the folder of the results</source>
        <translation>Ordner der Ergebnisse wählen</translation>
    </message>
    <message>
        <source>&amp;Results in</source>
        <translation>E&amp;rgebnisse in</translation>
    </message>
    <message>
        <source>Tokens are chosen as in the window: %1.</source>
        <translation>Tokens werden gewählt wie im Fenster: %1.</translation>
    </message>
    <message>
        <source>The rule is the window&apos;s: %1; %2.</source>
        <translation>Die Regel ist die des Fensters: %1; %2.</translation>
    </message>
    <message>
        <source>Public tasks with known answers, asked and counted as EleutherAI&apos;s harness does.</source>
        <translation>Öffentliche Aufgaben mit bekannten Antworten, gestellt und gezählt wie von EleutherAIs Harness.</translation>
    </message>
    <message>
        <source>The same texts at every place of a grid, for the best trade of quality against speed.</source>
        <translation>Dieselben Texte an jeder Stelle eines Gitters, für den besten Tausch von Qualität gegen Geschwindigkeit.</translation>
    </message>
    <message>
        <source>Texts written to the prompts of a data set, compared with its references.</source>
        <translation>Texte zu den Prompts eines Datensatzes, verglichen mit seinen Referenzen.</translation>
    </message>
</context>
<context>
    <name>exitscope::MeasureGrid</name>
    <message>
        <source>Numbers and ranges FIRST:LAST:STEP, joined by commas</source>
        <translation>Zahlen und Bereiche ERSTE:LETZTE:SCHRITT, durch Kommas verbunden</translation>
    </message>
    <message>
        <source>Exit layers to measure</source>
        <translation>Zu messende Ausstiegsschichten</translation>
    </message>
    <message>
        <source>Numbers of drafts to measure</source>
        <translation>Zu messende Anzahlen von Entwürfen</translation>
    </message>
    <message>
        <source>Thresholds to measure</source>
        <translation>Zu messende Schwellen</translation>
    </message>
    <message>
        <source>What the sweep varies</source>
        <translation>Was der Sweep verändert</translation>
    </message>
    <message>
        <source>&amp;Vary</source>
        <translation>Verä&amp;ndern</translation>
    </message>
    <message>
        <source>Exit la&amp;yers</source>
        <translation>Sch&amp;ichten</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>T&amp;hresholds</source>
        <translation>S&amp;chwellen</translation>
    </message>
    <message>
        <source>Speculation: exit layer and drafts</source>
        <translation>Spekulation: Ausstiegsschicht und Entwürfe</translation>
    </message>
    <message>
        <source>Exit layer alone</source>
        <translation>Ausstiegsschicht allein</translation>
    </message>
    <message>
        <source>Threshold: %1</source>
        <translation>Schwelle: %1</translation>
    </message>
    <message>
        <source>for example 0.5:0.9:0.1</source>
        <translation>zum Beispiel 0.5:0.9:0.1</translation>
    </message>
    <message>
        <source>The same threshold at all layers; the rule is otherwise the window&apos;s.</source>
        <translation>Dieselbe Schwelle in allen Schichten; sonst ist die Regel die des Fensters.</translation>
    </message>
    <message>
        <source>Full depth is measured first, as what all points are compared with.</source>
        <translation>Volle Tiefe wird zuerst gemessen; mit ihr werden alle Stellen verglichen.</translation>
    </message>
</context>
<context>
    <name>exitscope::MeasureResults</name>
    <message>
        <source>Results appear here: figures with how sure they are, plots, and each sample with its texts.
Choose what to measure and press Start, or open earlier results.</source>
        <translation>Hier erscheinen Ergebnisse: Kennzahlen mit ihrer Sicherheit, Diagramme und jede Probe mit ihren Texten.
Wählen Sie, was gemessen wird, und drücken Sie Start, oder öffnen Sie frühere Ergebnisse.</translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Go on where this measurement was interrupted</source>
        <translation>Weitermachen, wo diese Messung unterbrochen wurde</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>E&amp;xport</translation>
    </message>
    <message>
        <source>Take figures, samples or the plot along</source>
        <translation>Kennzahlen, Proben oder das Diagramm mitnehmen</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Evaluation of %1</source>
        <translation>Auswertung von %1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Sweep on %1</source>
        <translation>Sweep auf %1</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Sweep</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>&amp;%1 %2 as CSV…</source>
        <translation>&amp;%1 %2 als CSV…</translation>
    </message>
    <message>
        <source>&amp;Plot…</source>
        <translation>&amp;Diagramm…</translation>
    </message>
    <message>
        <source>&amp;Copy the figures</source>
        <translation>&amp;Kennzahlen kopieren</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Kopiert: %1</translation>
    </message>
</context>
<context>
    <name>exitscope::MeasureTasks</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Documents of each task</source>
        <translation>Dokumente je Aufgabe</translation>
    </message>
    <message>
        <source>As the task has it</source>
        <translation>Wie in der Aufgabe</translation>
    </message>
    <message>
        <source>Examples before each document</source>
        <translation>Beispiele vor jedem Dokument</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>The folder of the data</source>
        <translation>Der Ordner der Daten</translation>
    </message>
    <message>
        <source>Folder of the tasks&apos; data</source>
        <translation>Ordner der Daten der Aufgaben</translation>
    </message>
    <message>
        <source>JSON lines as from Hugging Face, for example piqa-validation.jsonl; of one task also the file itself</source>
        <translation>JSON-Zeilen wie von Hugging Face, zum Beispiel piqa-validation.jsonl; bei einer Aufgabe auch die Datei selbst</translation>
    </message>
    <message>
        <source>The first ones of each task</source>
        <translation>Die ersten jeder Aufgabe</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose the folder of the tasks&apos; data</source>
        <translation>Ordner der Daten der Aufgaben wählen</translation>
    </message>
    <message>
        <source>&amp;Tasks</source>
        <translation>&amp;Aufgaben</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>&amp;Daten</translation>
    </message>
    <message>
        <source>Docu&amp;ments</source>
        <translation>Doku&amp;mente</translation>
    </message>
    <message>
        <source>E&amp;xamples</source>
        <translation>&amp;Beispiele</translation>
    </message>
    <message>
        <source>Choose one task at least.</source>
        <translation>Wählen Sie mindestens eine Aufgabe.</translation>
    </message>
    <message>
        <source>Choose the folder of the tasks&apos; data.</source>
        <translation>Wählen Sie den Ordner der Daten der Aufgaben.</translation>
    </message>
    <message>
        <source>The data are one file, and several tasks are chosen; choose the folder of their data.</source>
        <translation>Die Daten sind eine einzige Datei, und mehrere Aufgaben sind gewählt; wählen Sie den Ordner ihrer Daten.</translation>
    </message>
</context>
<context>
    <name>exitscope::MeasureWindow</name>
    <message>
        <source>The run of sample %1 was not kept.</source>
        <translation>Der Lauf von Probe %1 wurde nicht behalten.</translation>
    </message>
    <message>
        <source>Wr&amp;ite it again</source>
        <translation>Noc&amp;h einmal schreiben</translation>
    </message>
    <message>
        <source>The run of sample %1 was not kept; open %2 in %3 to write it again.</source>
        <translation>Der Lauf von Probe %1 wurde nicht behalten; öffnen Sie %2 in %3, um ihn noch einmal zu schreiben.</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Schreibt…</translation>
    </message>
    <message>
        <source>The engine is busy; try again when the model is free.</source>
        <translation>Die Engine ist beschäftigt; versuchen Sie es erneut, wenn das Modell frei ist.</translation>
    </message>
    <message>
        <source>Reading the data…</source>
        <translation>Liest die Daten…</translation>
    </message>
    <message>
        <source>The engine is busy; start again when the model is open.</source>
        <translation>Die Engine ist beschäftigt; starten Sie erneut, wenn das Modell geöffnet ist.</translation>
    </message>
    <message>
        <source>No place of this sweep was measured in full, so that there is nothing to go on with; start it again in another folder.</source>
        <translation>Keine Stelle dieses Sweeps wurde ganz gemessen, sodass es nichts gibt, womit weiterzumachen wäre; starten Sie ihn in einem anderen Ordner erneut.</translation>
    </message>
    <message>
        <source>To go on, choose the same tasks, the same rule and the folder above this result&apos;s own, then press Start.</source>
        <translation>Um weiterzumachen, wählen Sie dieselben Aufgaben, dieselbe Regel und den Ordner über dem dieses Ergebnisses, und drücken Sie Start.</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Fragt…</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 (%2 of %3), %4</source>
        <translation>%1 (%2 von %3), %4</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Start</translation>
    </message>
    <message>
        <source>&amp;Open results…</source>
        <translation>&amp;Ergebnisse öffnen…</translation>
    </message>
    <message>
        <source>The JSON file of a benchmark, a sweep or an evaluation, of this program, of exitscope-cli or of the harness</source>
        <translation>Die JSON-Datei eines Benchmarks, eines Sweeps oder einer Auswertung, von diesem Programm, von exitscope-cli oder vom Harness</translation>
    </message>
    <message>
        <source>Earlier results</source>
        <translation>Frühere Ergebnisse</translation>
    </message>
    <message>
        <source>Samples done</source>
        <translation>Erledigte Proben</translation>
    </message>
    <message>
        <source>%v of %m samples</source>
        <translation>%v von %m Proben</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stopp</translation>
    </message>
    <message>
        <source>Runs wait meanwhile. Stopping, closing this window or opening another model ends it; what is measured stays and can be gone on with.</source>
        <translation>Läufe warten solange. Stoppen, dieses Fenster schließen oder ein anderes Modell öffnen beendet die Messung; was gemessen ist, bleibt, und sie kann weitergehen.</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Öffnen Sie zuerst ein Modell.</translation>
    </message>
    <message>
        <source>A run waits inside a token: finish the token or stop the run first.</source>
        <translation>Ein Lauf wartet mitten in einem Token: Beenden Sie erst das Token, oder stoppen Sie den Lauf.</translation>
    </message>
    <message>
        <source>The run in progress will pause, and can go on afterwards.</source>
        <translation>Der begonnene Lauf pausiert und kann danach weitergehen.</translation>
    </message>
    <message>
        <source>Open results</source>
        <translation>Ergebnisse öffnen</translation>
    </message>
    <message>
        <source>Results (*.json);;All files (*)</source>
        <translation>Ergebnisse (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Results open once the measurement has ended; it can be stopped and gone on with.</source>
        <translation>Ergebnisse öffnen sich, sobald die Messung zu Ende ist; sie lässt sich anhalten und später fortsetzen.</translation>
    </message>
</context>
<context>
    <name>exitscope::Measuring</name>
    <message>
        <source>Measure…</source>
        <translation>Messen…</translation>
    </message>
</context>
<context>
    <name>exitscope::MessageStrip</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>exitscope::MetricText</name>
    <message>
        <source>Word sequences shared with the reference, F1</source>
        <translation>Mit der Referenz gemeinsame Wortfolgen, F1</translation>
    </message>
    <message>
        <source>Share of the prediction&apos;s word sequences that the reference has</source>
        <translation>Anteil der Wortfolgen der Vorhersage, die in der Referenz stehen</translation>
    </message>
    <message>
        <source>Share of the reference&apos;s word sequences that the prediction has</source>
        <translation>Anteil der Wortfolgen der Referenz, die in der Vorhersage stehen</translation>
    </message>
    <message>
        <source>Of the whole corpus, so single samples have none</source>
        <translation>Für das ganze Korpus; einzelne Proben haben keinen</translation>
    </message>
    <message>
        <source>Edit distance</source>
        <translation>Editierdistanz</translation>
    </message>
    <message>
        <source>Characters to change, add or take away; less is better</source>
        <translation>Zu ändernde, hinzuzufügende oder wegzunehmende Zeichen; weniger ist besser</translation>
    </message>
    <message>
        <source>Exact match</source>
        <translation>Genaue Treffer</translation>
    </message>
    <message>
        <source>Share of the samples that are the reference</source>
        <translation>Anteil der Proben, die der Referenz gleichen</translation>
    </message>
    <message>
        <source>Agreement with full depth</source>
        <translation>Übereinstimmung mit voller Tiefe</translation>
    </message>
    <message>
        <source>Share of a text up to the first token that differs from full depth&apos;s</source>
        <translation>Anteil eines Texts bis zum ersten Token, das von dem voller Tiefe abweicht</translation>
    </message>
    <message>
        <source>Same text as full depth</source>
        <translation>Gleicher Text wie bei voller Tiefe</translation>
    </message>
    <message>
        <source>Share of the samples that full depth writes the same way</source>
        <translation>Anteil der Proben, die volle Tiefe ebenso schreibt</translation>
    </message>
    <message>
        <source>Drafts accepted</source>
        <translation>Angenommene Entwürfe</translation>
    </message>
    <message>
        <source>Share of the drafts that the whole model confirmed</source>
        <translation>Anteil der Entwürfe, die das ganze Modell bestätigt hat</translation>
    </message>
    <message>
        <source>Time per sample</source>
        <translation>Zeit je Probe</translation>
    </message>
    <message>
        <source>Reading the prompt and writing</source>
        <translation>Prompt lesen und schreiben</translation>
    </message>
    <message>
        <source>Time per token</source>
        <translation>Zeit je Token</translation>
    </message>
    <message>
        <source>With the share of reading the prompt</source>
        <translation>Mit dem Anteil des Prompt-Lesens</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Tokens je Sekunde</translation>
    </message>
    <message>
        <source>Mean over samples; reading the prompt counts</source>
        <translation>Mittel über Proben; das Lesen des Prompts zählt mit</translation>
    </message>
    <message>
        <source>Tokens per sample</source>
        <translation>Tokens je Probe</translation>
    </message>
    <message>
        <source>Mean exit layer</source>
        <translation>Mittlere Ausstiegsschicht</translation>
    </message>
    <message>
        <source>Counted from 0, the first layer</source>
        <translation>Gezählt ab 0, der ersten Schicht</translation>
    </message>
    <message>
        <source>Layers saved</source>
        <translation>Gesparte Schichten</translation>
    </message>
    <message>
        <source>Share of the layers&apos; work that full depth would have done</source>
        <translation>Anteil der Schichtarbeit, die volle Tiefe geleistet hätte</translation>
    </message>
    <message>
        <source>%1 precision</source>
        <translation>%1 Precision</translation>
    </message>
    <message>
        <source>%1 recall</source>
        <translation>%1 Recall</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>exitscope::ModelDetails</name>
    <message>
        <source>open to everybody</source>
        <translation>offen für alle</translation>
    </message>
    <message>
        <source>gated: your account needs its owner&apos;s permission</source>
        <translation>beschränkt: Ihr Konto braucht die Erlaubnis des Eigentümers</translation>
    </message>
    <message>
        <source>gated: ask for access on its page, then sign in</source>
        <translation>beschränkt: auf der Seite um Zugang bitten, dann anmelden</translation>
    </message>
    <message>
        <source>gated: your account has access</source>
        <translation>beschränkt: Ihr Konto hat Zugang</translation>
    </message>
    <message>
        <source>gated: your account has no access yet; ask for it on its page</source>
        <translation>beschränkt: Ihr Konto hat noch keinen Zugang; bitten Sie auf der Seite darum</translation>
    </message>
    <message>
        <source>not needed: it is here</source>
        <translation>nicht nötig: es ist da</translation>
    </message>
    <message>
        <source>not known until the hub is asked</source>
        <translation>erst bekannt, wenn der Hub gefragt wird</translation>
    </message>
    <message>
        <source>Memory it takes</source>
        <translation>Speicher, den es braucht</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>&amp;Herunterladen</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Öff&amp;nen</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>R&amp;emove…</source>
        <translation>&amp;Entfernen…</translation>
    </message>
    <message>
        <source>Open its p&amp;age</source>
        <translation>Se&amp;ite öffnen</translation>
    </message>
    <message>
        <source>%1 in %2 layers</source>
        <translation>%1 in %2 Schichten</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>see its page</source>
        <translation>siehe seine Seite</translation>
    </message>
    <message>
        <source>Known once its config.json is here.</source>
        <translation>Bekannt, sobald seine config.json da ist.</translation>
    </message>
    <message>
        <source>With keys and values of up to 4096 tokens; %1 are free now. The model opens in the dtype that is marked.</source>
        <translation>Mit Keys und Values von bis zu 4096 Tokens; %1 sind jetzt frei. Das Modell öffnet sich im markierten Datentyp.</translation>
    </message>
    <message>
        <source>What is free here is not known. The model opens in the dtype that is marked.</source>
        <translation>Was hier frei ist, ist nicht bekannt. Das Modell öffnet sich im markierten Datentyp.</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Seite öffnen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Open as %1</source>
        <translation>Öff&amp;nen als %1</translation>
    </message>
    <message>
        <source>&amp;Ask for access…</source>
        <translation>&amp;Um Zugang bitten…</translation>
    </message>
    <message>
        <source>Why it does not run</source>
        <translation>Warum es nicht läuft</translation>
    </message>
</context>
<context>
    <name>exitscope::ModelList</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
</context>
<context>
    <name>exitscope::ModelListModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Weights, keys and values of up to 4096 tokens, and room to work, against what is free now without a GPU</source>
        <translation>Gewichte, Keys und Values von bis zu 4096 Tokens und Platz zum Rechnen, gegen das, was jetzt ohne GPU frei ist</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Memory (%1 free)</source>
        <translation>Speicher (%1 frei)</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Access, licence</source>
        <translation>Zugang, Lizenz</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
</context>
<context>
    <name>exitscope::ModelText</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 million parameters</source>
        <translation>%1 Millionen Parameter</translation>
    </message>
    <message>
        <source>%1 billion parameters</source>
        <translation>%1 Milliarden Parameter</translation>
    </message>
    <message>
        <source>Comes with Exitscope, %1</source>
        <translation>Liegt Exitscope bei, %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>✕ does not run here</source>
        <translation>✕ läuft hier nicht</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>✕ too large</source>
        <translation>✕ zu groß</translation>
    </message>
    <message>
        <source>%1 takes %2</source>
        <translation>%1 braucht %2</translation>
    </message>
    <message>
        <source>✓ fits as %1</source>
        <translation>✓ passt als %1</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>beschränkt</translation>
    </message>
    <message>
        <source>waits its turn</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>paused at %1</source>
        <translation>angehalten bei %1</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>downloading, %1</source>
        <translation>lädt, %1</translation>
    </message>
    <message>
        <source>asks for the files</source>
        <translation>fragt nach Dateien</translation>
    </message>
    <message>
        <source>✓ here</source>
        <translation>✓ da</translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>%1 auf der Platte</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>partly here, %1</source>
        <translation>teilweise da, %1</translation>
    </message>
    <message>
        <source>partly here</source>
        <translation>teilweise da</translation>
    </message>
    <message>
        <source>! the download failed</source>
        <translation>! nicht geladen</translation>
    </message>
    <message>
        <source>licence: see its page</source>
        <translation>Lizenz: siehe seine Seite</translation>
    </message>
    <message>
        <source>✓ fits</source>
        <translation>✓ passt</translation>
    </message>
    <message>
        <source>✕ does not fit</source>
        <translation>✕ passt nicht</translation>
    </message>
    <message>
        <source>Begins when the download before it ends or pauses.</source>
        <translation>Beginnt, wenn der Download davor endet oder anhält.</translation>
    </message>
    <message>
        <source>Asks the hub which files it needs…</source>
        <translation>Fragt den Hub, welche Dateien nötig sind…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>checks what is here</source>
        <translation>prüft, was da ist</translation>
    </message>
    <message>
        <source>tries again soon</source>
        <translation>versucht es gleich wieder</translation>
    </message>
    <message>
        <source>tries again soon: %1</source>
        <translation>versucht es gleich wieder: %1</translation>
    </message>
    <message>
        <source>✓ done</source>
        <translation>✓ fertig</translation>
    </message>
    <message>
        <source>%1 is gated or private. Ask for access on its page, %2, then sign in here with a token that may read it.</source>
        <translation>%1 ist zugangsbeschränkt oder privat. Bitten Sie auf seiner Seite, %2, um Zugang und melden Sie sich dann hier mit einem Token an, das es lesen darf.</translation>
    </message>
    <message>
        <source>Your account has no access to %1. Ask for it on its page, %2, where its licence is accepted; the token must be allowed to read gated models.</source>
        <translation>Ihr Konto hat keinen Zugang zu %1. Bitten Sie auf seiner Seite, %2, darum, wo die Lizenz angenommen wird; das Token muss beschränkte Modelle lesen dürfen.</translation>
    </message>
    <message>
        <source>The hub does not accept the token: it is wrong or was withdrawn. Sign in with another one.</source>
        <translation>Der Hub nimmt das Token nicht an: Es ist falsch oder wurde zurückgezogen. Melden Sie sich mit einem anderen an.</translation>
    </message>
    <message>
        <source>The hub has no model %1, or it is private: check the name, or sign in.</source>
        <translation>Der Hub hat kein Modell %1, oder es ist privat: Prüfen Sie den Namen, oder melden Sie sich an.</translation>
    </message>
    <message>
        <source>in use elsewhere</source>
        <translation>woanders in Arbeit</translation>
    </message>
    <message>
        <source>gated: access</source>
        <translation>beschränkt: Zugang</translation>
    </message>
    <message>
        <source>gated: no access</source>
        <translation>beschr.: kein Zugang</translation>
    </message>
</context>
<context>
    <name>exitscope::OutlookModel</name>
    <message>
        <source>All that ran together: %1</source>
        <translation>Alles, was zusammen lief: %1</translation>
    </message>
    <message>
        <source>This rule ran, with the thresholds of its time</source>
        <translation>Diese Regel lief, mit den Schwellen ihrer Zeit</translation>
    </message>
    <message>
        <source>With the recommended values</source>
        <translation>Mit den empfohlenen Werten</translation>
    </message>
    <message>
        <source>The whole rule</source>
        <translation>Die ganze Regel</translation>
    </message>
    <message>
        <source>Full depth</source>
        <translation>Volle Tiefe</translation>
    </message>
    <message>
        <source>▸ %1</source>
        <translation>▸ %1</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>not scored</source>
        <translation>nicht bewertet</translation>
    </message>
    <message>
        <source>= %1</source>
        <translation>= %1</translation>
    </message>
    <message>
        <source>≠ %1</source>
        <translation>≠ %1</translation>
    </message>
    <message>
        <source>Not recorded: scores on the way are missing. Watch keeps them all.</source>
        <translation>Nicht aufgezeichnet: Werte auf dem Weg fehlen. „Zuschauen“ behält sie alle.</translation>
    </message>
    <message>
        <source>By this run&apos;s scores: other exits would have left other K/V behind.</source>
        <translation>Nach den Werten dieses Laufs: Andere Ausstiege hätten anderes K/V hinterlassen.</translation>
    </message>
    <message>
        <source>Exact: every score up to there was recorded.</source>
        <translation>Exakt: Jeder Wert bis dahin wurde aufgezeichnet.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 would not have let it out before the end, layer %2.</source>
        <translation>%1 hätte es nicht vor dem Ende, Schicht %2, aussteigen lassen.</translation>
    </message>
    <message>
        <source>%1 would have let it out at layer %2.</source>
        <translation>%1 hätte es in Schicht %2 aussteigen lassen.</translation>
    </message>
    <message>
        <source>It would have said “%1”, as was written.</source>
        <translation>Es hätte „%1“ gesagt, wie auch geschrieben wurde.</translation>
    </message>
    <message>
        <source>It would have said “%1”, not what was written.</source>
        <translation>Es hätte „%1“ gesagt, nicht das, was geschrieben wurde.</translation>
    </message>
    <message>
        <source>Score against threshold there: %1.</source>
        <translation>Wert gegen Schwelle dort: %1.</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Says</source>
        <translation>Sagt</translation>
    </message>
    <message>
        <source>Score there</source>
        <translation>Wert dort</translation>
    </message>
    <message>
        <source>end</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Aus</translation>
    </message>
</context>
<context>
    <name>exitscope::OutputBannerText</name>
    <message>
        <source>%1: output is the full model&apos;s, up to rounding ties.</source>
        <translation>%1: Die Ausgabe ist die des vollen Modells, bis auf Gleichstände durch Rundung.</translation>
    </message>
    <message>
        <source>%1: output is drawn as the full model&apos;s, up to rounding ties.</source>
        <translation>%1: Die Ausgabe wird wie die des vollen Modells gezogen, bis auf Gleichstände durch Rundung.</translation>
    </message>
    <message>
        <source>First %1 layers only: output may differ from the full model.</source>
        <translation>Nur die ersten %1 Schichten: Die Ausgabe kann vom vollen Modell abweichen.</translation>
    </message>
    <message>
        <source>Early exit: output may differ from the full model.</source>
        <translation>Early Exit: Die Ausgabe kann vom vollen Modell abweichen.</translation>
    </message>
    <message>
        <source>Early exit: output may differ, and the K/V cache is not the full model&apos;s: skipped layers hold copies.</source>
        <translation>Early Exit: Die Ausgabe kann abweichen, und der K/V-Cache ist nicht der des vollen Modells: Übersprungene Schichten enthalten Kopien.</translation>
    </message>
    <message>
        <source>Early exit: output may differ, and the K/V cache is not the full model&apos;s: it has holes.</source>
        <translation>Early Exit: Die Ausgabe kann abweichen, und der K/V-Cache ist nicht der des vollen Modells: Er hat Löcher.</translation>
    </message>
    <message>
        <source>Full depth: output is the full model&apos;s.</source>
        <translation>Volle Tiefe: Die Ausgabe ist die des vollen Modells.</translation>
    </message>
    <message>
        <source>Scores are previewed: exits may come later.</source>
        <translation>Werte kommen aus der Vorschau: Ausstiege können später erfolgen.</translation>
    </message>
    <message>
        <source>Close calls so far: %1.</source>
        <translation>Knappe Fälle bisher: %1.</translation>
    </message>
    <message>
        <source>You chose token %1.</source>
        <translation>Token %1 haben Sie gewählt.</translation>
    </message>
</context>
<context>
    <name>exitscope::ParameterControl</name>
    <message>
        <source>%1, slider</source>
        <translation>%1, Schieberegler</translation>
    </message>
</context>
<context>
    <name>exitscope::PartialText</name>
    <message>
        <source>%1: no score at this layer.</source>
        <translation>%1: in dieser Schicht kein Wert.</translation>
    </message>
    <message>
        <source>%1 %2, needed %3</source>
        <translation>%1 %2, nötig %3</translation>
    </message>
    <message>
        <source>%1: the rule fires.</source>
        <translation>%1: Die Regel löst aus.</translation>
    </message>
    <message>
        <source>%1: it passes, but the rule asks for more layers.</source>
        <translation>%1: erfüllt, aber die Regel verlangt mehr Schichten.</translation>
    </message>
    <message>
        <source>%1: the rule does not fire.</source>
        <translation>%1: Die Regel löst nicht aus.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>“%1” %2 %</source>
        <translation>„%1“ %2&#xa0;%</translation>
    </message>
    <message>
        <source>Token %1 as draft %2, layer by layer</source>
        <translation>Token %1 als Entwurf %2, Schicht für Schicht</translation>
    </message>
    <message>
        <source>Token %1 from the prompt, layer by layer</source>
        <translation>Token %1 aus dem Prompt, Schicht für Schicht</translation>
    </message>
    <message>
        <source>Token %1, layer by layer</source>
        <translation>Token %1, Schicht für Schicht</translation>
    </message>
    <message>
        <source>Layer %1 predicts %2.</source>
        <translation>Schicht %1 sagt %2 voraus.</translation>
    </message>
    <message>
        <source>The token leaves here.</source>
        <translation>Hier steigt das Token aus.</translation>
    </message>
    <message>
        <source>The token has left at layer %1.</source>
        <translation>Das Token ist in Schicht %1 ausgestiegen.</translation>
    </message>
    <message>
        <source>Next: layer %1.</source>
        <translation>Als Nächstes: Schicht %1.</translation>
    </message>
    <message>
        <source>Next: the draft is taken and another one begun. After the last draft the layers above check all in one batch, without a stop.</source>
        <translation>Als Nächstes: Der Entwurf wird übernommen und ein weiterer begonnen. Nach dem letzten Entwurf prüfen die Schichten darüber alle in einem Stapel, ohne Halt.</translation>
    </message>
    <message>
        <source>Next: the token is chosen by the logits of layer %1.</source>
        <translation>Als Nächstes: Das Token wird nach den Logits von Schicht %1 gewählt.</translation>
    </message>
</context>
<context>
    <name>exitscope::PictureExport</name>
    <message>
        <source>%1 could not be made: there is no memory for a picture of its size; choose a smaller size or scale</source>
        <translation>%1 konnte nicht erzeugt werden: Für ein Bild dieser Größe reicht der Speicher nicht; wählen Sie eine kleinere Größe oder Skalierung</translation>
    </message>
    <message>
        <source>%1 could not be written: %2; choose another place or make room</source>
        <translation>%1 konnte nicht geschrieben werden: %2; wählen Sie einen anderen Ort oder schaffen Sie Platz</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no ending of a picture or a table; it must be png, svg, pdf, csv or json</source>
        <translation>„%1“ ist keine Endung eines Bildes oder einer Tabelle; sie muss png, svg, pdf, csv oder json sein</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 has come to exist meanwhile and nothing was written; export again to be asked about it</source>
        <translation>%1 ist inzwischen entstanden, und es wurde nichts geschrieben; exportieren Sie erneut, um danach gefragt zu werden</translation>
    </message>
</context>
<context>
    <name>exitscope::PinnedLayers</name>
    <message>
        <source>Pinned layers</source>
        <translation>Angeheftete Schichten</translation>
    </message>
    <message>
        <source>Unpin this layer</source>
        <translation>Diese Schicht lösen</translation>
    </message>
    <message>
        <source>Space or Delete unpins a layer</source>
        <translation>Leertaste oder Entf löst eine Schicht</translation>
    </message>
    <message>
        <source>Unpin all</source>
        <translation>Alle lösen</translation>
    </message>
</context>
<context>
    <name>exitscope::PlotExport</name>
    <message>
        <source>there is nothing to draw into %1: the run has no tokens yet</source>
        <translation>in %1 gibt es nichts zu zeichnen: Der Lauf hat noch keine Tokens</translation>
    </message>
</context>
<context>
    <name>exitscope::ProfilesDialog</name>
    <message>
        <source>Rule profiles</source>
        <translation>Regelprofile</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation>&amp;Verwenden</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>&amp;Export all…</source>
        <translation>&amp;Alle exportieren…</translation>
    </message>
    <message>
        <source>%1 (cannot be used)</source>
        <translation>%1 (nicht verwendbar)</translation>
    </message>
    <message>
        <source>No rule has been saved yet. Save the panel&apos;s rule under a name with Profiles &gt; Save the rule as, or import a file.</source>
        <translation>Noch ist keine Regel gespeichert. Speichern Sie die Regel der Regelansicht unter einem Namen mit Profile &gt; Regel speichern unter, oder importieren Sie eine Datei.</translation>
    </message>
    <message>
        <source>A profile needs a name.</source>
        <translation>Ein Profil braucht einen Namen.</translation>
    </message>
    <message>
        <source>There is a profile “%1” already; choose another name.</source>
        <translation>Ein Profil „%1“ gibt es schon; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Delete a profile</source>
        <translation>Profil löschen</translation>
    </message>
    <message>
        <source>Delete “%1”?</source>
        <translation>„%1“ löschen?</translation>
    </message>
    <message>
        <source>Import rule profiles</source>
        <translation>Regelprofile importieren</translation>
    </message>
    <message>
        <source>Rule profiles (*.json);;All files (*)</source>
        <translation>Regelprofile (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Cannot import %1: %2</source>
        <translation>%1 lässt sich nicht importieren: %2</translation>
    </message>
    <message>
        <source>You have profiles of these names already: %1. Replace them? No imports the others only.</source>
        <translation>Profile mit diesen Namen haben Sie schon: %1. Ersetzen? „Nein“ importiert nur die übrigen.</translation>
    </message>
    <message>
        <source>Rule profiles (*.json)</source>
        <translation>Regelprofile (*.json)</translation>
    </message>
    <message>
        <source>Export rule profiles</source>
        <translation>Regelprofile exportieren</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
</context>
<context>
    <name>exitscope::ProfilesMenu</name>
    <message>
        <source>&amp;Profiles</source>
        <translation>&amp;Profile</translation>
    </message>
    <message>
        <source>&amp;Save the rule as…</source>
        <translation>Regel &amp;speichern unter…</translation>
    </message>
    <message>
        <source>&amp;Manage profiles…</source>
        <translation>Profile &amp;verwalten…</translation>
    </message>
    <message>
        <source>No rule has been saved yet</source>
        <translation>Noch ist keine Regel gespeichert</translation>
    </message>
    <message>
        <source>Save the rule</source>
        <translation>Regel speichern</translation>
    </message>
    <message>
        <source>Name for the rule with its thresholds, strategy and cache policy:</source>
        <translation>Name für die Regel mit Schwellen, Verfahren und Cache-Strategie:</translation>
    </message>
    <message>
        <source>There is a profile “%1” already. Replace it?</source>
        <translation>Ein Profil „%1“ gibt es schon. Ersetzen?</translation>
    </message>
    <message>
        <source>Saved the rule as “%1”</source>
        <translation>Regel als „%1“ gespeichert</translation>
    </message>
</context>
<context>
    <name>exitscope::PromptEditor</name>
    <message>
        <source>What the model shall continue</source>
        <translation>Was das Modell fortsetzen soll</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
</context>
<context>
    <name>exitscope::PromptHistory</name>
    <message>
        <source>Earl&amp;ier prompt</source>
        <translation>Frü&amp;herer Prompt</translation>
    </message>
    <message>
        <source>Later pro&amp;mpt</source>
        <translation>Späterer Pro&amp;mpt</translation>
    </message>
</context>
<context>
    <name>exitscope::RecentResults</name>
    <message>
        <source>Earlier results</source>
        <translation>Frühere Ergebnisse</translation>
    </message>
</context>
<context>
    <name>exitscope::RecentRuns</name>
    <message>
        <source>Re&amp;cent runs</source>
        <translation>Letzte Lä&amp;ufe</translation>
    </message>
</context>
<context>
    <name>exitscope::Recovery</name>
    <message>
        <source>&amp;Autosaved runs</source>
        <translation>&amp;Automatisch gesicherte Läufe</translation>
    </message>
    <message>
        <source>Open the run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>There are none yet</source>
        <translation>Noch keine vorhanden</translation>
    </message>
    <message>
        <source>The last %1 are kept, up to %2 MB together</source>
        <translation>Die letzten %1 bleiben erhalten, zusammen bis zu %2 MB</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 Token</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>The program ended unexpectedly; its last run (%1, %2) can be opened.</source>
        <translation>Das Programm wurde unerwartet beendet; sein letzter Lauf (%1, %2) kann geöffnet werden.</translation>
    </message>
    <message>
        <source>%1  %2  (%3)</source>
        <translation>%1  %2  (%3)</translation>
    </message>
</context>
<context>
    <name>exitscope::Report</name>
    <message>
        <source>Heatmap: layers over tokens</source>
        <translation>Heatmap: Schichten über Tokens</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>%1, %2, threads: %3</source>
        <translation>%1, %2, Threads: %3</translation>
    </message>
    <message>
        <source>there is nothing to report: the run has no tokens yet</source>
        <translation>es gibt nichts zu berichten: Der Lauf hat noch keine Tokens</translation>
    </message>
    <message>
        <source>%1 - Exitscope</source>
        <translation>%1 - Exitscope</translation>
    </message>
    <message>
        <source>Report of a run by Exitscope, made %1</source>
        <translation>Bericht über einen Lauf von Exitscope, erstellt %1</translation>
    </message>
    <message>
        <source>there is no memory for a report of this run; close other programs or save the run instead</source>
        <translation>für einen Bericht über diesen Lauf reicht der Speicher nicht; schließen Sie andere Programme oder speichern Sie stattdessen den Lauf</translation>
    </message>
</context>
<context>
    <name>exitscope::ReportParts</name>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>nicht beendet</translation>
    </message>
    <message>
        <source>end of the text</source>
        <translation>Ende des Textes</translation>
    </message>
    <message>
        <source>as many tokens as were asked for</source>
        <translation>so viele Tokens wie verlangt</translation>
    </message>
    <message>
        <source>context full</source>
        <translation>Kontext voll</translation>
    </message>
    <message>
        <source>stop string</source>
        <translation>Stoppwort</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>token %1 left at layer %2 of %3</source>
        <translation>Token %1 stieg bei Schicht %2 von %3 aus</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>tokens a second</source>
        <translation>Tokens je Sekunde</translation>
    </message>
    <message>
        <source>mean exit layer</source>
        <translation>mittlere Ausstiegsschicht</translation>
    </message>
    <message>
        <source>%1 of 0 to %2</source>
        <translation>%1 von 0 bis %2</translation>
    </message>
    <message>
        <source>layers past the exit</source>
        <translation>Schichten nach dem Ausstieg</translation>
    </message>
    <message>
        <source>layers that did not run</source>
        <translation>nicht gelaufene Schichten</translation>
    </message>
    <message>
        <source>drafts accepted</source>
        <translation>angenommene Entwürfe</translation>
    </message>
    <message>
        <source>tokens that full depth would have chosen otherwise</source>
        <translation>Tokens, die volle Tiefe anders gewählt hätte</translation>
    </message>
    <message>
        <source>ended by</source>
        <translation>beendet durch</translation>
    </message>
    <message>
        <source>Prompt and text</source>
        <translation>Prompt und Text</translation>
    </message>
    <message>
        <source>The small number above a token is the layer at which it left, counted from 0; its colour says the same.</source>
        <translation>Die kleine Zahl über einem Token ist die Schicht, bei der es ausstieg, ab 0 gezählt; seine Farbe sagt dasselbe.</translation>
    </message>
    <message>
        <source>(a prompt of token ids: %1)</source>
        <translation>(ein Prompt aus Token-Ids: %1)</translation>
    </message>
    <message>
        <source>Where tokens left</source>
        <translation>Wo Tokens ausstiegen</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>From full depth to this run</source>
        <translation>Von voller Tiefe zu diesem Lauf</translation>
    </message>
    <message>
        <source>time a token</source>
        <translation>Zeit je Token</translation>
    </message>
    <message>
        <source>of full depth</source>
        <translation>von voller Tiefe</translation>
    </message>
    <message>
        <source>Full depth was not measured beside this run.</source>
        <translation>Volle Tiefe wurde neben diesem Lauf nicht gemessen.</translation>
    </message>
    <message>
        <source>What the run cost</source>
        <translation>Was der Lauf kostete</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>insgesamt</translation>
    </message>
    <message>
        <source>per token</source>
        <translation>je Token</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>From token %1 on: %2</source>
        <translation>Ab Token %1: %2</translation>
    </message>
    <message>
        <source>All settings at the start, by the names of the command line&apos;s options</source>
        <translation>Alle Einstellungen zu Beginn, mit den Namen der Befehlszeilenoptionen</translation>
    </message>
    <message>
        <source>Where this comes from</source>
        <translation>Woher dies stammt</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>hash of its tensors</source>
        <translation>Prüfsumme seiner Tensoren</translation>
    </message>
    <message>
        <source>weights in memory</source>
        <translation>Gewichte im Speicher</translation>
    </message>
    <message>
        <source>shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>%1 layers, width %2, vocabulary %3, context %4</source>
        <translation>%1 Schichten, Breite %2, Vokabular %3, Kontext %4</translation>
    </message>
    <message>
        <source>tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>none: greedy</source>
        <translation>keiner: greedy</translation>
    </message>
    <message>
        <source>machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>not recorded with the run</source>
        <translation>nicht mit dem Lauf aufgezeichnet</translation>
    </message>
    <message>
        <source>report by</source>
        <translation>Bericht von</translation>
    </message>
    <message>
        <source>Tokens by exit layer</source>
        <translation>Tokens nach Ausstiegsschicht</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>Als Tabelle</translation>
    </message>
    <message>
        <source>exit layer</source>
        <translation>Ausstiegsschicht</translation>
    </message>
    <message>
        <source>up to here</source>
        <translation>bis hier</translation>
    </message>
</context>
<context>
    <name>exitscope::ResultText</name>
    <message>
        <source>%1, %2-shot</source>
        <translation>%1, %2-shot</translation>
    </message>
    <message>
        <source>%1, shard %2/%3</source>
        <translation>%1, Teil %2/%3</translation>
    </message>
    <message>
        <source>Complete: 1 sample</source>
        <translation>Vollständig: 1 Probe</translation>
    </message>
    <message>
        <source>Complete: %1 samples</source>
        <translation>Vollständig: %1 Proben</translation>
    </message>
    <message>
        <source>Interrupted after %1 of %2 samples</source>
        <translation>Unterbrochen nach %1 von %2 Proben</translation>
    </message>
    <message>
        <source>%1 of %2 samples</source>
        <translation>%1 von %2 Proben</translation>
    </message>
    <message>
        <source>cut at the start: %1</source>
        <translation>am Anfang gekürzt: %1</translation>
    </message>
    <message>
        <source>skipped: %1</source>
        <translation>ausgelassen: %1</translation>
    </message>
    <message>
        <source>without text: %1</source>
        <translation>ohne Text: %1</translation>
    </message>
    <message>
        <source>%1, %2 layers, %3</source>
        <translation>%1, %2 Schichten, %3</translation>
    </message>
</context>
<context>
    <name>exitscope::RiskPlot</name>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Risk of the thresholds that were tested</source>
        <translation>Risiko der geprüften Schwellen</translation>
    </message>
    <message>
        <source>Each point is a threshold, from cautious at the left to daring at the right; filled where it qualifies.
The dashed line is what the share may be at most, with the confidence asked for; the level line is the risk.</source>
        <translation>Jeder Punkt ist eine Schwelle, von vorsichtig links bis gewagt rechts; gefüllt, wo sie die Vorgabe erfüllt.
Die gestrichelte Linie zeigt, wie groß der Anteil mit der verlangten Konfidenz höchstens ist; die waagerechte Linie ist das Risiko.</translation>
    </message>
    <message>
        <source>layers saved</source>
        <translation>gesparte Schichten</translation>
    </message>
    <message>
        <source>found</source>
        <translation>gefunden</translation>
    </message>
    <message>
        <source>risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>bound</source>
        <translation>Schranke</translation>
    </message>
    <message>
        <source>tokens that differ</source>
        <translation>abweichende Tokens</translation>
    </message>
    <message>
        <source>Risk of thresholds</source>
        <translation>Risiko der Schwellen</translation>
    </message>
</context>
<context>
    <name>exitscope::RoundModel</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Runde</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Drafted</source>
        <translation>Entworfen</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Ausstieg</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
</context>
<context>
    <name>exitscope::RoundStrip</name>
    <message>
        <source>Drafts of the round</source>
        <translation>Entwürfe der Runde</translation>
    </message>
    <message>
        <source>No drafts in this step.</source>
        <translation>Keine Entwürfe in diesem Schritt.</translation>
    </message>
</context>
<context>
    <name>exitscope::RoundText</name>
    <message>
        <source>“%1” accepted</source>
        <translation>„%1“ angenommen</translation>
    </message>
    <message>
        <source>“%1” rejected</source>
        <translation>„%1“ verworfen</translation>
    </message>
    <message>
        <source>“%1” not checked</source>
        <translation>„%1“ nicht geprüft</translation>
    </message>
    <message>
        <source>corrected to “%1”</source>
        <translation>korrigiert zu „%1“</translation>
    </message>
    <message>
        <source>then “%1”</source>
        <translation>dann „%1“</translation>
    </message>
</context>
<context>
    <name>exitscope::RuleEditor</name>
    <message>
        <source>Every token runs through all layers. The output is the full model&apos;s, and watching still shows what each layer predicts.</source>
        <translation>Jedes Token läuft durch alle Schichten. Die Ausgabe ist die des vollen Modells, und Zuschauen zeigt weiterhin, was jede Schicht vorhersagt.</translation>
    </message>
    <message>
        <source>Add a criterion</source>
        <translation>Kriterium hinzufügen</translation>
    </message>
    <message>
        <source>Lets several criteria decide together</source>
        <translation>Lässt mehrere Kriterien gemeinsam entscheiden</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>any holds</source>
        <translation>eines gilt</translation>
    </message>
    <message>
        <source>all hold</source>
        <translation>alle gelten</translation>
    </message>
    <message>
        <source>Leaves when any criterion holds</source>
        <translation>Steigt aus, wenn eines der Kriterien gilt</translation>
    </message>
    <message>
        <source>Leaves when all criteria hold</source>
        <translation>Steigt aus, wenn alle Kriterien gelten</translation>
    </message>
    <message>
        <source>The token leaves where one of the criteria holds</source>
        <translation>Das Token steigt aus, wo eines der Kriterien gilt</translation>
    </message>
    <message>
        <source>The token leaves where all criteria hold</source>
        <translation>Das Token steigt aus, wo alle Kriterien gelten</translation>
    </message>
    <message>
        <source>Leaves when</source>
        <translation>Steigt aus, wenn</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>The criteria must hold at this many layers in a row</source>
        <translation>Die Kriterien müssen in so vielen Schichten in Folge gelten</translation>
    </message>
    <message>
        <source>Minimum layer</source>
        <translation>Mindestschicht</translation>
    </message>
    <message>
        <source>No token leaves below this layer</source>
        <translation>Unterhalb dieser Schicht steigt kein Token aus</translation>
    </message>
    <message>
        <source>Patience (layers)</source>
        <translation>Geduld (Schichten)</translation>
    </message>
    <message>
        <source>patience %1</source>
        <translation>Geduld %1</translation>
    </message>
    <message>
        <source>from layer %1</source>
        <translation>ab Schicht %1</translation>
    </message>
</context>
<context>
    <name>exitscope::RulePanel</name>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Exit rule</source>
        <translation>Ausstiegsregel</translation>
    </message>
    <message>
        <source>Layers past the exit</source>
        <translation>Schichten nach dem Ausstieg</translation>
    </message>
    <message>
        <source>Next token</source>
        <translation>Nächstes Token</translation>
    </message>
    <message>
        <source>Depth and cache</source>
        <translation>Tiefe und Cache</translation>
    </message>
    <message>
        <source>The threshold at each layer; a token&apos;s scores appear when one is written.</source>
        <translation>Die Schwelle in jeder Schicht; die Werte eines Tokens erscheinen, sobald eines geschrieben ist.</translation>
    </message>
    <message>
        <source>Token %1 is the whole model&apos;s own.</source>
        <translation>Token %1 stammt vom ganzen Modell selbst.</translation>
    </message>
    <message>
        <source>Token %1 left at layer %2.</source>
        <translation>Token %1 stieg in Schicht %2 aus.</translation>
    </message>
    <message>
        <source> Not enough was recorded to say where this rule would let it out.</source>
        <translation> Es wurde nicht genug aufgezeichnet, um zu sagen, wo diese Regel es aussteigen ließe.</translation>
    </message>
    <message>
        <source> This rule would let it out at layer %1.</source>
        <translation> Diese Regel ließe es in Schicht %1 aussteigen.</translation>
    </message>
    <message>
        <source> Drag a point to give its layer a threshold of its own.</source>
        <translation> Ziehen Sie einen Punkt, um seiner Schicht eine eigene Schwelle zu geben.</translation>
    </message>
    <message>
        <source>Score and threshold over depth</source>
        <translation>Wert und Schwelle über die Tiefe</translation>
    </message>
    <message>
        <source>%1 over depth</source>
        <translation>%1 über die Tiefe</translation>
    </message>
    <message>
        <source>%1, token %2, left at layer %3</source>
        <translation>%1, Token %2, ausgestiegen bei Schicht %3</translation>
    </message>
    <message>
        <source>the rule&apos;s thresholds</source>
        <translation>die Schwellen der Regel</translation>
    </message>
</context>
<context>
    <name>exitscope::RuleProfilesText</name>
    <message>
        <source>The rule profile “%1” cannot be used: %2. It is kept as it is.</source>
        <translation>Das Regelprofil „%1“ ist nicht verwendbar: %2. Es bleibt unverändert erhalten.</translation>
    </message>
    <message>
        <source>The stored rule profiles cannot be read: %1. They were put aside as %2 in %3.</source>
        <translation>Die gespeicherten Regelprofile sind nicht lesbar: %1. Sie wurden als %2 in %3 beiseitegelegt.</translation>
    </message>
    <message>
        <source>The stored rule profiles cannot be read: %1. They stay as they are, and none are saved beside them.</source>
        <translation>Die gespeicherten Regelprofile sind nicht lesbar: %1. Sie bleiben, wie sie sind, und es werden keine daneben gespeichert.</translation>
    </message>
    <message>
        <source>The rule profiles were not saved: those in %1 are of a newer version of Exitscope; export yours to a file, or open them with the newer one.</source>
        <translation>Die Regelprofile wurden nicht gespeichert: Die in %1 stammen von einer neueren Version von Exitscope. Exportieren Sie Ihre in eine Datei, oder öffnen Sie sie mit der neueren.</translation>
    </message>
</context>
<context>
    <name>exitscope::RunAgain</name>
    <message>
        <source>Another model was opened in between, so that the prompt was not run again; choose Run again once more.</source>
        <translation>Inzwischen wurde ein anderes Modell geöffnet, daher lief der Prompt nicht erneut; wählen Sie „Erneut starten“ noch einmal.</translation>
    </message>
</context>
<context>
    <name>exitscope::RunAgainDialog</name>
    <message>
        <source>Run again with…</source>
        <translation>Erneut starten mit…</translation>
    </message>
    <message>
        <source>The prompt “%1” and the seed %2 stay.</source>
        <translation>Der Prompt „%1“ und der Seed %2 bleiben.</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Start</translation>
    </message>
    <message>
        <source>Model folder</source>
        <translation>Modellordner</translation>
    </message>
    <message>
        <source>A folder, or the name of a model in the local hub cache</source>
        <translation>Ein Ordner oder der Name eines Modells im lokalen Hub-Cache</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Weights in memory</source>
        <translation>Gewichte im Speicher</translation>
    </message>
    <message>
        <source>As stored</source>
        <translation>Wie gespeichert</translation>
    </message>
    <message>
        <source>32-bit float</source>
        <translation>32-Bit-Gleitkomma</translation>
    </message>
    <message>
        <source>16-bit float</source>
        <translation>16-Bit-Gleitkomma</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>8-bit integer</source>
        <translation>8-Bit-Ganzzahl</translation>
    </message>
    <message>
        <source>4-bit integer</source>
        <translation>4-Bit-Ganzzahl</translation>
    </message>
    <message>
        <source>Criteria at the values recommended for that model</source>
        <translation>Kriterien mit den für dieses Modell empfohlenen Werten</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>The folder of a Llama model</source>
        <translation>Ordner eines Llama-Modells</translation>
    </message>
    <message>
        <source>model %1</source>
        <translation>Modell %1</translation>
    </message>
    <message>
        <source>weights %1 → %2</source>
        <translation>Gewichte %1 → %2</translation>
    </message>
    <message>
        <source>Nothing is changed: the same once more.</source>
        <translation>Nichts ist geändert: dasselbe noch einmal.</translation>
    </message>
    <message>
        <source>Changed: %1.</source>
        <translation>Geändert: %1.</translation>
    </message>
    <message>
        <source>bfloat16, rounded activations</source>
        <translation>bfloat16, Aktivierungen gerundet</translation>
    </message>
    <message>
        <source>8-bit integer, rounded activations</source>
        <translation>8-Bit-Ganzzahl, Aktivierungen gerundet</translation>
    </message>
    <message>
        <source>4-bit integer, rounded activations</source>
        <translation>4-Bit-Ganzzahl, Aktivierungen gerundet</translation>
    </message>
</context>
<context>
    <name>exitscope::RunBar</name>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Start</translation>
    </message>
    <message>
        <source>Writes the prompt&apos;s continuation</source>
        <translation>Schreibt die Fortsetzung des Prompts</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>Pa&amp;use</translation>
    </message>
    <message>
        <source>Waits after the current token</source>
        <translation>Wartet nach dem aktuellen Token</translation>
    </message>
    <message>
        <source>&amp;One token</source>
        <translation>Ein &amp;Token</translation>
    </message>
    <message>
        <source>Writes exactly one token, then waits</source>
        <translation>Schreibt genau ein Token und wartet dann</translation>
    </message>
    <message>
        <source>One &amp;layer</source>
        <translation>Eine S&amp;chicht</translation>
    </message>
    <message>
        <source>Runs one layer of a token, then waits inside it; hold the key to play on</source>
        <translation>Lässt eine Schicht eines Tokens laufen und wartet dann darin; Taste halten, um weiterzuspielen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>St&amp;opp</translation>
    </message>
    <message>
        <source>Ends the run, within one layer</source>
        <translation>Beendet den Lauf, innerhalb einer Schicht</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Tokens written in this run</source>
        <translation>In diesem Lauf geschriebene Tokens</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>Decoding speed, without the prompt</source>
        <translation>Tempo des Dekodierens, ohne den Prompt</translation>
    </message>
    <message>
        <source>mean exit</source>
        <translation>Ø Ausstieg</translation>
    </message>
    <message>
        <source>Mean layer at which tokens left, from 0</source>
        <translation>Mittlere Schicht, in der Tokens ausstiegen, ab 0 gezählt</translation>
    </message>
    <message>
        <source>would save</source>
        <translation>würde sparen</translation>
    </message>
    <message>
        <source>Share of the layers past the exit. While watching they run all the same, so nothing is saved.</source>
        <translation>Anteil der Schichten nach dem Ausstieg. Beim Zuschauen laufen sie trotzdem, daher wird nichts gespart.</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>Catch-up debt: token-layers that wait until a token goes deeper</source>
        <translation>Nachhol-Rückstand: Token-Schichten, die warten, bis ein Token tiefer geht</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>K/V cache and waiting rows</source>
        <translation>K/V-Cache und wartende Zeilen</translation>
    </message>
    <message>
        <source>&amp;One round</source>
        <translation>Eine &amp;Runde</translation>
    </message>
    <message>
        <source>Writes one round of drafts, then waits</source>
        <translation>Schreibt eine Runde Entwürfe und wartet dann</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>layers saved</source>
        <translation>Schichten gespart</translation>
    </message>
    <message>
        <source>Share of the drafts that the whole model accepted</source>
        <translation>Anteil der Entwürfe, die das ganze Modell annahm</translation>
    </message>
    <message>
        <source>Compared with the full model: %1</source>
        <translation>Im Vergleich zum vollen Modell: %1</translation>
    </message>
</context>
<context>
    <name>exitscope::RunList</name>
    <message>
        <source>Runs of this window</source>
        <translation>Läufe dieses Fensters</translation>
    </message>
    <message>
        <source>Every run of this window is kept here: of a prompt, from a file, and on from a token of an earlier one. Run a prompt to begin.</source>
        <translation>Hier bleibt jeder Lauf dieses Fensters: aus einem Prompt, aus einer Datei und ab einem Token eines früheren. Starten Sie einen Prompt, um zu beginnen.</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Puts the selected run on screen</source>
        <translation>Zeigt den gewählten Lauf an</translation>
    </message>
    <message>
        <source>Run on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Goes on with the selected run from its end</source>
        <translation>Setzt den gewählten Lauf ab seinem Ende fort</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Drops the selected run; the one on screen stays</source>
        <translation>Entfernt den gewählten Lauf; der angezeigte bleibt</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>The runs off screen take %1 of %2 MB. Beyond that the oldest are forgotten; save what you want to keep.</source>
        <translation>Die nicht angezeigten Läufe belegen %1 von %2 MB. Darüber hinaus werden die ältesten vergessen; speichern Sie, was Sie behalten möchten.</translation>
    </message>
</context>
<context>
    <name>exitscope::RunListModel</name>
    <message>
        <source>%1, %2, on screen</source>
        <translation>%1, %2, angezeigt</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Share of the layers saved; of a watched run, what its exits would save</source>
        <translation>Anteil gesparter Schichten; bei einem Lauf mit Zuschauen, was seine Ausstiege sparen würden</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Mean exit</source>
        <translation>Ø Ausstieg</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
</context>
<context>
    <name>exitscope::RunListText</name>
    <message>
        <source>%1 token ids</source>
        <translation>%1 Token-IDs</translation>
    </message>
    <message>
        <source>from token %1</source>
        <translation>ab Token %1</translation>
    </message>
    <message>
        <source>on from its end, token %1</source>
        <translation>ab seinem Ende weiter, Token %1</translation>
    </message>
    <message>
        <source>from token %1, again “%2”</source>
        <translation>ab Token %1, erneut „%2“</translation>
    </message>
    <message>
        <source>from token %1: “%2” instead of “%3”</source>
        <translation>ab Token %1: „%2“ statt „%3“</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>K/V %1</source>
        <translation>K/V %1</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>Seed %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
</context>
<context>
    <name>exitscope::RunStatusText</name>
    <message>
        <source>Ended by the model</source>
        <translation>Vom Modell beendet</translation>
    </message>
    <message>
        <source>Reached the token limit</source>
        <translation>Token-Grenze erreicht</translation>
    </message>
    <message>
        <source>Ended: the model&apos;s context is full</source>
        <translation>Beendet: Der Kontext des Modells ist voll</translation>
    </message>
    <message>
        <source>Ended at a stop word</source>
        <translation>An einem Stoppwort beendet</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Öffnet…</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Schreibt…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Inside a token</source>
        <translation>Innerhalb eines Tokens</translation>
    </message>
    <message>
        <source>%1, %2 layers, %3</source>
        <translation>%1, %2 Schichten, %3</translation>
    </message>
    <message>
        <source>run of %1</source>
        <translation>Lauf von %1</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Misst…</translation>
    </message>
</context>
<context>
    <name>exitscope::RunTitle</name>
    <message>
        <source>%1 rules in turn, from %2 to %3</source>
        <translation>%1 Regeln nacheinander, von %2 bis %3</translation>
    </message>
    <message>
        <source>, then </source>
        <translation>, dann </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>tokens: %1, layers: %2, mean exit layer: %3</source>
        <translation>Tokens: %1, Schichten: %2, mittlere Ausstiegsschicht: %3</translation>
    </message>
</context>
<context>
    <name>exitscope::SampleModel</name>
    <message>
        <source>skipped</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>nothing written</source>
        <translation>nichts geschrieben</translation>
    </message>
    <message>
        <source>cut by %1 tokens</source>
        <translation>um %1 Tokens gekürzt</translation>
    </message>
    <message>
        <source>Place in the data set&apos;s file, from 0</source>
        <translation>Stelle in der Datei des Datensatzes, ab 0</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>Exit layer</source>
        <translation>Ausstieg</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>exitscope::SamplePlot</name>
    <message>
        <source>Samples by two of their figures</source>
        <translation>Proben nach zwei ihrer Kennzahlen</translation>
    </message>
    <message>
        <source>Sample %1: %2 %3, %4 %5</source>
        <translation>Probe %1: %2 %3, %4 %5</translation>
    </message>
    <message>
        <source>%1 by %2, %3 samples. Arrow keys go through them.</source>
        <translation>%1 nach %2, %3 Proben. Pfeiltasten gehen sie durch.</translation>
    </message>
    <message>
        <source>No sample has both figures.</source>
        <translation>Keine Probe hat beide Kennzahlen.</translation>
    </message>
</context>
<context>
    <name>exitscope::SamplesView</name>
    <message>
        <source>Skipped. %1</source>
        <translation>Ausgelassen. %1</translation>
    </message>
    <message>
        <source>prompt tokens: %1</source>
        <translation>Prompt-Tokens: %1</translation>
    </message>
    <message>
        <source>left out at its start: %1</source>
        <translation>am Anfang ausgelassen: %1</translation>
    </message>
    <message>
        <source>written: %1</source>
        <translation>geschrieben: %1</translation>
    </message>
    <message>
        <source>Filter by text</source>
        <translation>Nach Text filtern</translation>
    </message>
    <message>
        <source>Filter samples by text</source>
        <translation>Proben nach Text filtern</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>Open the ru&amp;n</source>
        <translation>&amp;Lauf öffnen</translation>
    </message>
    <message>
        <source>Show how this text was written, in the heatmap</source>
        <translation>In der Heatmap zeigen, wie dieser Text geschrieben wurde</translation>
    </message>
    <message>
        <source>Prompt of the sample</source>
        <translation>Prompt der Probe</translation>
    </message>
    <message>
        <source>Reference of the sample</source>
        <translation>Referenz der Probe</translation>
    </message>
    <message>
        <source>Prediction of the sample</source>
        <translation>Vorhersage der Probe</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Select a sample to read its texts.</source>
        <translation>Wählen Sie eine Probe, um ihre Texte zu lesen.</translation>
    </message>
</context>
<context>
    <name>exitscope::SamplingEditor</name>
    <message>
        <source>Greedy</source>
        <translation>Greedy</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Sampling</translation>
    </message>
    <message>
        <source>Write on past the end token</source>
        <translation>Nach dem End-Token weiterschreiben</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Beliebig</translation>
    </message>
    <message>
        <source>one per line</source>
        <translation>eines je Zeile</translation>
    </message>
    <message>
        <source>Always takes the most likely token</source>
        <translation>Nimmt immer das wahrscheinlichste Token</translation>
    </message>
    <message>
        <source>Draws the token; the same seed gives the same text</source>
        <translation>Zieht das Token; derselbe Seed ergibt denselben Text</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Below 1 favours likely tokens, above 1 evens them out</source>
        <translation>Unter 1 begünstigt wahrscheinliche Tokens, über 1 gleicht sie an</translation>
    </message>
    <message>
        <source>Top k</source>
        <translation>Top k</translation>
    </message>
    <message>
        <source>Draws only among this many of the likeliest tokens</source>
        <translation>Zieht nur aus so vielen der wahrscheinlichsten Tokens</translation>
    </message>
    <message>
        <source>Top p</source>
        <translation>Top p</translation>
    </message>
    <message>
        <source>Draws only among the likeliest tokens that together have this probability</source>
        <translation>Zieht nur aus den wahrscheinlichsten Tokens, die zusammen diese Wahrscheinlichkeit haben</translation>
    </message>
    <message>
        <source>Min p</source>
        <translation>Min p</translation>
    </message>
    <message>
        <source>Draws only among tokens with at least this share of the likeliest one&apos;s probability</source>
        <translation>Zieht nur aus Tokens, die mindestens diesen Anteil der Wahrscheinlichkeit des wahrscheinlichsten haben</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>Wiederholungsstrafe</translation>
    </message>
    <message>
        <source>Above 1 makes tokens that are in the text already less likely; 1 is none</source>
        <translation>Über 1 macht Tokens, die schon im Text stehen, weniger wahrscheinlich; 1 ist keine</translation>
    </message>
    <message>
        <source>No-repeat n-gram</source>
        <translation>N-Gramm-Sperre</translation>
    </message>
    <message>
        <source>Sequences of this many tokens come only once</source>
        <translation>Folgen aus so vielen Tokens kommen nur einmal vor</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Where the random numbers start; takes effect at the next token</source>
        <translation>Wo die Zufallszahlen beginnen; wirkt ab dem nächsten Token</translation>
    </message>
    <message>
        <source>Most tokens</source>
        <translation>Tokens höchstens</translation>
    </message>
    <message>
        <source>The run ends after this many tokens</source>
        <translation>Der Lauf endet nach so vielen Tokens</translation>
    </message>
    <message>
        <source>Stop strings</source>
        <translation>Stoppwörter</translation>
    </message>
    <message>
        <source>The run ends when the text holds one of these; one per line, \n is a line break</source>
        <translation>Der Lauf endet, wenn der Text eines davon enthält; eines je Zeile, \n ist ein Zeilenumbruch</translation>
    </message>
    <message>
        <source>Does not end the run when the model says that it is finished</source>
        <translation>Beendet den Lauf nicht, wenn das Modell sagt, dass es fertig ist</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>min p %1</source>
        <translation>Min p %1</translation>
    </message>
    <message>
        <source>penalty %1</source>
        <translation>Strafe %1</translation>
    </message>
    <message>
        <source>no repeated %1-gram</source>
        <translation>kein wiederholtes %1-Gramm</translation>
    </message>
    <message>
        <source>stop strings (%1)</source>
        <translation>Stoppwörter (%1)</translation>
    </message>
    <message>
        <source>end token ignored</source>
        <translation>End-Token ignoriert</translation>
    </message>
</context>
<context>
    <name>exitscope::SchedulePlot</name>
    <message>
        <source>Score and threshold over depth</source>
        <translation>Wert und Schwelle über die Tiefe</translation>
    </message>
    <message>
        <source>The line is the threshold at each layer, the shaded side lets a token out.
Points are the token&apos;s scores, filled where they let it out; the upright line is where it left. Hatched layers are below the minimum.</source>
        <translation>Die Linie ist die Schwelle in jeder Schicht, die schattierte Seite lässt ein Token aussteigen.
Punkte sind die Werte des Tokens, gefüllt, wo sie es aussteigen lassen; die senkrechte Linie zeigt, wo es ausstieg. Schraffierte Schichten liegen unter dem Minimum.</translation>
    </message>
    <message>
        <source>score by layer</source>
        <translation>Wert je Schicht</translation>
    </message>
    <message>
        <source>left at %1</source>
        <translation>Ausstieg in %1</translation>
    </message>
    <message>
        <source>layer %1: %2</source>
        <translation>Schicht %1: %2</translation>
    </message>
    <message>
        <source>Threshold at %1. Left and right choose a layer, up and down move its threshold.</source>
        <translation>Schwelle bei %1. Links und rechts wählen eine Schicht, auf und ab verschieben ihre Schwelle.</translation>
    </message>
</context>
<context>
    <name>exitscope::ScoringEditor</name>
    <message>
        <source>Exact</source>
        <translation>Exakt</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Exact scoring</source>
        <translation>Exakte Bewertung</translation>
    </message>
    <message>
        <source>The whole head is applied at every layer that decides</source>
        <translation>In jeder Schicht, die entscheidet, wird der ganze Kopf angewendet</translation>
    </message>
    <message>
        <source>Preview scoring</source>
        <translation>Bewertung mit Vorschau</translation>
    </message>
    <message>
        <source>Estimates each layer&apos;s scores with a small copy of the head. An exit that it proposes is checked with the whole head, so a token may leave later than with exact scoring, never wrongly.</source>
        <translation>Schätzt die Werte jeder Schicht mit einer kleinen Kopie des Kopfes. Ein so vorgeschlagener Ausstieg wird mit dem ganzen Kopf geprüft; ein Token steigt also womöglich später aus als bei exakter Bewertung, nie fälschlich.</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Scores are estimated first; exits are checked with the whole head.</source>
        <translation>Werte werden zuerst geschätzt; Ausstiege werden mit dem ganzen Kopf geprüft.</translation>
    </message>
</context>
<context>
    <name>exitscope::Screenshot</name>
    <message>
        <source>%1 could not be written; check the folder and the ending (png).</source>
        <translation>%1 konnte nicht geschrieben werden; prüfen Sie den Ordner und die Endung (png).</translation>
    </message>
</context>
<context>
    <name>exitscope::SettingsText</name>
    <message>
        <source>%1 %2 → %3</source>
        <translation>%1 %2 → %3</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>nicht %1</translation>
    </message>
    <message>
        <source>thresholds by formula</source>
        <translation>Schwellen nach Formel</translation>
    </message>
    <message>
        <source>own thresholds by layer</source>
        <translation>eigene Schwellen je Schicht</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>jetzt %1</translation>
    </message>
    <message>
        <source>patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>minimum layer</source>
        <translation>Mindestschicht</translation>
    </message>
    <message>
        <source>sampling on</source>
        <translation>Sampling ein</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>greedy</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>top k</source>
        <translation>Top k</translation>
    </message>
    <message>
        <source>top p</source>
        <translation>Top p</translation>
    </message>
    <message>
        <source>min p</source>
        <translation>Min p</translation>
    </message>
    <message>
        <source>repetition penalty</source>
        <translation>Wiederholungsstrafe</translation>
    </message>
    <message>
        <source>no-repeat n-gram</source>
        <translation>N-Gramm-Sperre</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>Seed %1</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Full depth</source>
        <translation>Volle Tiefe</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>K/V policy %1</source>
        <translation>K/V-Strategie %1</translation>
    </message>
    <message>
        <source>preview scoring</source>
        <translation>Bewertung mit Vorschau</translation>
    </message>
    <message>
        <source>exact scoring</source>
        <translation>exakte Bewertung</translation>
    </message>
    <message>
        <source>watching all layers</source>
        <translation>Zuschauen in allen Schichten</translation>
    </message>
    <message>
        <source>deciding only</source>
        <translation>nur Entscheiden</translation>
    </message>
    <message>
        <source>waiting rows</source>
        <translation>wartende Zeilen</translation>
    </message>
    <message>
        <source>prompt may exit</source>
        <translation>Prompt darf aussteigen</translation>
    </message>
    <message>
        <source>prompt at full depth</source>
        <translation>Prompt in voller Tiefe</translation>
    </message>
    <message>
        <source>tokens at most</source>
        <translation>Tokens höchstens</translation>
    </message>
    <message>
        <source>end token ignored</source>
        <translation>End-Token ignoriert</translation>
    </message>
    <message>
        <source>end token ends</source>
        <translation>End-Token beendet</translation>
    </message>
    <message>
        <source>other stop words</source>
        <translation>andere Stoppwörter</translation>
    </message>
    <message>
        <source>at %1 layers in a row</source>
        <translation>in %1 Schichten in Folge</translation>
    </message>
    <message>
        <source>from layer %1</source>
        <translation>ab Schicht %1</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>%1: %2 drafts a round by the first %3 layers</source>
        <translation>%1: %2 Entwürfe je Runde durch die ersten %3 Schichten</translation>
    </message>
    <message>
        <source>%1: %2 drafts a round by %3</source>
        <translation>%1: %2 Entwürfe je Runde nach %3</translation>
    </message>
    <message>
        <source>Self-speculative</source>
        <translation>Selbst-spekulativ</translation>
    </message>
    <message>
        <source>Dynamic self-speculative</source>
        <translation>Dynamisch selbst-spekulativ</translation>
    </message>
    <message>
        <source>Autoregressive</source>
        <translation>Autoregressiv</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Holes</source>
        <translation>Löcher</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exakt</translation>
    </message>
    <message>
        <source>Preview would leave elsewhere at %1 of %2 tokens.</source>
        <translation>Die Vorschau stiege bei %1 von %2 Tokens anderswo aus.</translation>
    </message>
    <message>
        <source>accepted draft</source>
        <translation>angenommener Entwurf</translation>
    </message>
    <message>
        <source>correction</source>
        <translation>Korrektur</translation>
    </message>
    <message>
        <source>chosen by you</source>
        <translation>von Ihnen gewählt</translation>
    </message>
    <message>
        <source>emitted</source>
        <translation>ausgegeben</translation>
    </message>
    <message>
        <source>yes</source>
        <comment>labels are written small</comment>
        <extracomment>Whether a label inside a sentence is written small: &quot;yes&quot;, or &quot;no&quot; where nouns stay capital.</extracomment>
        <translation>no</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>holes</source>
        <translation>Löcher</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>exakt</translation>
    </message>
</context>
<context>
    <name>exitscope::ShortcutsDialog</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>exitscope::SignInDialog</name>
    <message>
        <source>Sign in to the hub</source>
        <translation>Beim Hub anmelden</translation>
    </message>
    <message>
        <source>Gated models go to people whom their owners have given access. A token tells the hub who you are. Make one at &lt;a href=&quot;%1&quot;&gt;%1&lt;/a&gt;; it only needs the right to read: kind “Read”, or “Fine-grained” with reading of the gated models that you have access to.</source>
        <translation>Zugangsbeschränkte Modelle bekommt, wem ihre Eigentümer Zugang gegeben haben. Ein Token sagt dem Hub, wer Sie sind. Legen Sie eines unter &lt;a href=&quot;%1&quot;&gt;%1&lt;/a&gt; an; es braucht nur das Recht zu lesen: Art „Read“, oder „Fine-grained“ mit Lesen der beschränkten Modelle, zu denen Sie Zugang haben.</translation>
    </message>
    <message>
        <source>About tokens; Return opens the page where they are made</source>
        <translation>Über Tokens; die Eingabetaste öffnet die Seite, auf der sie angelegt werden</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>It is kept in the system&apos;s keyring or, where there is none, in %1, which only you can read and where other tools find it. It is sent to %2 and nowhere else.</source>
        <translation>Es wird im Schlüsselbund des Systems aufbewahrt oder, wo es keinen gibt, in %1, was nur Sie lesen können und wo andere Werkzeuge es finden. Es wird an %2 gesandt und sonst nirgendwohin.</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Token</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>&amp;Anmelden</translation>
    </message>
    <message>
        <source>Asking the hub…</source>
        <translation>Fragt den Hub…</translation>
    </message>
</context>
<context>
    <name>exitscope::SpeculationPane</name>
    <message>
        <source>Acceptance rate %1 % (%2 of %3 drafts), %4 tokens per round, wasted drafts: %5.</source>
        <translation>Annahmequote %1&#xa0;% (%2 von %3 Entwürfen), %4 Tokens je Runde, vergebliche Entwürfe: %5.</translation>
    </message>
    <message>
        <source>Rounds of speculation</source>
        <translation>Runden der Spekulation</translation>
    </message>
    <message>
        <source>Acceptance by place</source>
        <translation>Annahme nach Platz</translation>
    </message>
    <message>
        <source>Acceptance by draft position</source>
        <translation>Annahme nach Platz des Entwurfs</translation>
    </message>
</context>
<context>
    <name>exitscope::StaircaseLegend</name>
    <message>
        <source>this step</source>
        <translation>dieser Schritt</translation>
    </message>
    <message>
        <source>row that waits at its door</source>
        <translation>Zeile, die an ihrer Tür wartet</translation>
    </message>
</context>
<context>
    <name>exitscope::StaircasePlot</name>
    <message>
        <source>K/V staircase, layers by tokens</source>
        <translation>K/V-Treppe, Schichten nach Tokens</translation>
    </message>
    <message>
        <source>Arrow keys select a token and a layer, comma and full stop step back and on, space plays.</source>
        <translation>Pfeiltasten wählen Token und Schicht, Komma und Punkt gehen zurück und weiter, die Leertaste spielt ab.</translation>
    </message>
    <message>
        <source>Run a prompt to see when each layer came to hold each token, and which tokens wait for a deeper one.</source>
        <translation>Starten Sie einen Prompt, um zu sehen, wann jede Schicht jedes Token erhielt und welche Tokens auf ein tieferes warten.</translation>
    </message>
</context>
<context>
    <name>exitscope::StaircaseText</name>
    <message>
        <source>token %1 “%2”</source>
        <translation>Token %1 „%2“</translation>
    </message>
    <message>
        <source>caught up by the step that met the end of the text</source>
        <translation>nachgeholt vom Schritt, der das Textende erreichte</translation>
    </message>
    <message>
        <source>caught up in round %1, with %2</source>
        <translation>nachgeholt in Runde %1, mit %2</translation>
    </message>
    <message>
        <source>caught up with %1</source>
        <translation>nachgeholt mit %1</translation>
    </message>
    <message>
        <source>caught up in the token&apos;s own step: as much waited as may</source>
        <translation>nachgeholt im eigenen Schritt des Tokens: Es warteten so viele, wie dürfen</translation>
    </message>
    <message>
        <source>not written yet</source>
        <translation>noch nicht geschrieben</translation>
    </message>
    <message>
        <source>holds no K/V</source>
        <translation>enthält kein K/V</translation>
    </message>
    <message>
        <source>the row waits at this door</source>
        <translation>die Zeile wartet an dieser Tür</translation>
    </message>
    <message>
        <source>the row waits at the door of layer %1</source>
        <translation>die Zeile wartet an der Tür von Schicht %1</translation>
    </message>
    <message>
        <source>%1; later %2</source>
        <translation>%1; später %2</translation>
    </message>
    <message>
        <source>Drafts: %1, accepted: %2.</source>
        <translation>Entwürfe: %1, angenommen: %2.</translation>
    </message>
    <message>
        <source>no K/V</source>
        <translation>kein K/V</translation>
    </message>
    <message>
        <source>own pass</source>
        <translation>eigener Durchgang</translation>
    </message>
    <message>
        <source>draft&apos;s pass</source>
        <translation>Durchgang des Entwurfs</translation>
    </message>
    <message>
        <source>carried by a deeper draft</source>
        <translation>von tieferem Entwurf mitgenommen</translation>
    </message>
    <message>
        <source>verification batch</source>
        <translation>Prüfstapel</translation>
    </message>
    <message>
        <source>caught up later</source>
        <translation>später nachgeholt</translation>
    </message>
    <message>
        <source>copied</source>
        <translation>kopiert</translation>
    </message>
    <message>
        <source>End of the text</source>
        <translation>Textende</translation>
    </message>
    <message>
        <source>Token %1 of %2</source>
        <translation>Token %1 von %2</translation>
    </message>
    <message>
        <source>Round %1: token %2 of %3</source>
        <translation>Runde %1: Token %2 von %3</translation>
    </message>
    <message>
        <source>Round %1: tokens %2 to %3 of %4</source>
        <translation>Runde %1: Tokens %2 bis %3 von %4</translation>
    </message>
    <message>
        <source>Nothing waits after it.</source>
        <translation>Danach wartet nichts.</translation>
    </message>
    <message>
        <source>The run counts %1: the others are the prompt&apos;s, which has no columns here.</source>
        <translation>Der Lauf zählt %1: Die übrigen gehören zum Prompt, der hier keine Spalten hat.</translation>
    </message>
    <message>
        <source>Cut with rejected drafts so far: %1 layer-rows.</source>
        <translation>Bisher mit verworfenen Entwürfen gestrichen: %1 Schichtzeilen.</translation>
    </message>
    <message>
        <source>Copied cells that were made anew when the K/V policy changed show only as caught up: what they were before is not recorded.</source>
        <translation>Kopierte Zellen, die beim Wechsel der K/V-Strategie neu erzeugt wurden, erscheinen nur als nachgeholt: Was sie vorher waren, ist nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>token %1 “%2”, left at layer %3</source>
        <translation>Token %1 „%2“, in Schicht %3 ausgestiegen</translation>
    </message>
    <message>
        <source>layer %1: %2</source>
        <translation>Schicht %1: %2</translation>
    </message>
    <message>
        <source>the prompt&apos;s pass</source>
        <translation>der Durchgang des Prompts</translation>
    </message>
    <message>
        <source>Layer-rows that this step carried along: %1 (columns: %2).</source>
        <translation>Schichtzeilen, die dieser Schritt mitnahm: %1 (Spalten: %2).</translation>
    </message>
    <message>
        <source>Columns that wait after it: %1 (layer-rows to run: %2).</source>
        <translation>Danach wartende Spalten: %1 (noch zu laufende Schichtzeilen: %2).</translation>
    </message>
    <message>
        <source>While all layers are watched each token runs them all, so nothing waits: let the run decide to see the staircase.</source>
        <translation>Solange allen Schichten zugeschaut wird, läuft jedes Token durch alle, und nichts wartet: Lassen Sie den Lauf entscheiden, um die Treppe zu sehen.</translation>
    </message>
    <message>
        <source>each column: %1 tokens; cells: what most of them hold; line: the median of their doors</source>
        <translation>jede Spalte: %1 Tokens; Zellen: was die meisten halten; Linie: der Median ihrer Türen</translation>
    </message>
    <message>
        <source>tokens %1 to %2 share this column</source>
        <translation>Tokens %1 bis %2 teilen diese Spalte</translation>
    </message>
    <message>
        <source>median of their doors: layer %1</source>
        <translation>Median ihrer Türen: Schicht %1</translation>
    </message>
    <message>
        <source>most have passed all layers</source>
        <translation>die meisten haben alle Schichten durchlaufen</translation>
    </message>
</context>
<context>
    <name>exitscope::StaircaseView</name>
    <message>
        <source>Staircase</source>
        <translation>Treppe</translation>
    </message>
    <message>
        <source>Play the steps</source>
        <translation>Schritte abspielen</translation>
    </message>
    <message>
        <source>Play the steps (space in the plot)</source>
        <translation>Schritte abspielen (Leertaste im Diagramm)</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>The step after which the staircase is shown (comma and full stop in the plot)</source>
        <translation>Der Schritt, nach dem die Treppe gezeigt wird (Komma und Punkt im Diagramm)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Show all tokens and layers (double click)</source>
        <translation>Zeigt alle Tokens und Schichten (Doppelklick)</translation>
    </message>
    <message>
        <source>K/V staircase</source>
        <translation>K/V-Treppe</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>exitscope::StrategyEditor</name>
    <message>
        <source>Strategy</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Who writes the tokens: the model by itself, or its first layers as drafts that the whole model verifies</source>
        <translation>Wer die Tokens schreibt: das Modell allein, oder seine ersten Schichten als Entwürfe, die das ganze Modell prüft</translation>
    </message>
    <message>
        <source>Layers that draft</source>
        <translation>Schichten für Entwürfe</translation>
    </message>
    <message>
        <source>The first layers, which write the drafts</source>
        <translation>Die ersten Schichten, die die Entwürfe schreiben</translation>
    </message>
    <message>
        <source>Layers that draft at most</source>
        <translation>Schichten für Entwürfe höchstens</translation>
    </message>
    <message>
        <source>Where the rule has not let a draft out, it leaves here</source>
        <translation>Wo die Regel einen Entwurf nicht hat aussteigen lassen, steigt er hier aus</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Drafts per round</source>
        <translation>Entwürfe je Runde</translation>
    </message>
    <message>
        <source>How many tokens are drafted before the whole model verifies them</source>
        <translation>Wie viele Tokens entworfen werden, bevor das ganze Modell sie prüft</translation>
    </message>
    <message>
        <source>Draft layers at most</source>
        <translation>Max. Entwurfsschichten</translation>
    </message>
    <message>
        <source>The first layers draft several tokens, and the whole model verifies them in one pass. The output is the full model&apos;s.</source>
        <translation>Die ersten Schichten entwerfen mehrere Tokens, und das ganze Modell prüft sie in einem Durchgang. Die Ausgabe ist die des vollen Modells.</translation>
    </message>
    <message>
        <source>The exit rule picks the layer of each draft, and the whole model verifies the drafts in one pass. The output is the full model&apos;s.</source>
        <translation>Die Ausstiegsregel bestimmt die Schicht jedes Entwurfs, und das ganze Modell prüft die Entwürfe in einem Durchgang. Die Ausgabe ist die des vollen Modells.</translation>
    </message>
</context>
<context>
    <name>exitscope::SweepControl</name>
    <message>
        <source>full depth</source>
        <translation>volle Tiefe</translation>
    </message>
    <message>
        <source>earlier exits</source>
        <translation>frühere Ausstiege</translation>
    </message>
    <message>
        <source>%1, slider</source>
        <translation>%1, Schieberegler</translation>
    </message>
</context>
<context>
    <name>exitscope::SweepFront</name>
    <message>
        <source>Quality against speed</source>
        <translation>Qualität gegen Geschwindigkeit</translation>
    </message>
    <message>
        <source>%1; labels: %2</source>
        <translation>%1; Beschriftung: %2</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>best: %1</source>
        <translation>am besten: %1</translation>
    </message>
</context>
<context>
    <name>exitscope::SweepLegend</name>
    <message>
        <source>quality as at full depth</source>
        <translation>Qualität wie in voller Tiefe</translation>
    </message>
    <message>
        <source>significantly below</source>
        <translation>signifikant darunter</translation>
    </message>
    <message>
        <source>best</source>
        <translation>am besten</translation>
    </message>
    <message>
        <source>full depth</source>
        <translation>volle Tiefe</translation>
    </message>
    <message>
        <source>front</source>
        <translation>Front</translation>
    </message>
</context>
<context>
    <name>exitscope::SweepModel</name>
    <message>
        <source>best: fastest that keeps the quality</source>
        <translation>beste: schnellste, die die Qualität hält</translation>
    </message>
    <message>
        <source>quality below full depth&apos;s</source>
        <translation>Qualität unter der voller Tiefe</translation>
    </message>
    <message>
        <source>no place is faster and better</source>
        <translation>keine Stelle ist schneller und besser</translation>
    </message>
    <message>
        <source>full depth</source>
        <translation>volle Tiefe</translation>
    </message>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source>95 % interval of the difference to full depth, sample by sample, around the quality</source>
        <translation>95-%-Intervall des Unterschieds zu voller Tiefe, Probe für Probe, um die Qualität</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation>Beschleunigung</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
</context>
<context>
    <name>exitscope::SweepPicture</name>
    <message>
        <source>%1, %2, samples: %3, points: %4</source>
        <translation>%1, %2, Stichproben: %3, Punkte: %4</translation>
    </message>
    <message>
        <source>Sweep: %1</source>
        <translation>Sweep: %1</translation>
    </message>
</context>
<context>
    <name>exitscope::SweepPlane</name>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source>Speed against full depth</source>
        <translation>Geschwindigkeit gegen volle Tiefe</translation>
    </message>
</context>
<context>
    <name>exitscope::SweepPlot</name>
    <message>
        <source>Speed over the grid</source>
        <translation>Geschwindigkeit über dem Gitter</translation>
    </message>
    <message>
        <source>Quality against speed</source>
        <translation>Qualität gegen Geschwindigkeit</translation>
    </message>
    <message>
        <source>The table below holds the same numbers.</source>
        <translation>Die Tabelle darunter enthält dieselben Zahlen.</translation>
    </message>
    <message>
        <source>Points appear as they are measured, after full depth.</source>
        <translation>Stellen erscheinen, sobald sie gemessen sind, nach voller Tiefe.</translation>
    </message>
</context>
<context>
    <name>exitscope::SweepText</name>
    <message>
        <source>full depth</source>
        <translation>volle Tiefe</translation>
    </message>
    <message>
        <source>Exit layer</source>
        <translation>Ausstiegsschicht</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>Threshold: %1</source>
        <translation>Schwelle: %1</translation>
    </message>
</context>
<context>
    <name>exitscope::SweepView</name>
    <message>
        <source>Results of a sweep</source>
        <translation>Ergebnisse eines Sweeps</translation>
    </message>
    <message>
        <source>Places of the sweep</source>
        <translation>Stellen des Sweeps</translation>
    </message>
    <message>
        <source>Return or a double click shows a place&apos;s samples</source>
        <translation>Eingabe oder ein Doppelklick zeigt die Proben einer Stelle</translation>
    </message>
    <message>
        <source>Complete: %1 places and full depth</source>
        <translation>Vollständig: %1 Stellen und volle Tiefe</translation>
    </message>
    <message>
        <source>Interrupted after %1 of %2 places</source>
        <translation>Unterbrochen nach %1 von %2 Stellen</translation>
    </message>
    <message>
        <source>%1 of %2 places</source>
        <translation>%1 von %2 Stellen</translation>
    </message>
    <message>
        <source>No place is faster than full depth without a significantly lower quality (%1).</source>
        <translation>Keine Stelle ist schneller als volle Tiefe, ohne dass die Qualität (%1) signifikant niedriger ist.</translation>
    </message>
    <message>
        <source>Best: %1, at %2 tokens a second (%3 times full depth). Its quality (%4) is not significantly below full depth&apos;s.</source>
        <translation>Beste: %1, mit %2 Tokens je Sekunde (das %3-Fache voller Tiefe). Ihre Qualität (%4) liegt nicht signifikant unter der voller Tiefe.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Stellen</translation>
    </message>
</context>
<context>
    <name>exitscope::ThresholdField</name>
    <message>
        <source>Thresholds by layer</source>
        <translation>Schwellen je Schicht</translation>
    </message>
    <message>
        <source>Thresholds of layers 0, 1, 2, …, separated by commas; the last holds for all deeper layers</source>
        <translation>Schwellen der Schichten 0, 1, 2, …, durch Kommas getrennt; die letzte gilt für alle tieferen Schichten</translation>
    </message>
    <message>
        <source>Give at least one number; the last list stays in force.</source>
        <translation>Geben Sie mindestens eine Zahl an; die vorige Liste gilt weiter.</translation>
    </message>
    <message>
        <source>“%1” is no number; the last list stays in force.</source>
        <translation>„%1“ ist keine Zahl; die vorige Liste gilt weiter.</translation>
    </message>
    <message>
        <source>Layers 0, 1, 2, …; the last value holds for all deeper ones.</source>
        <translation>Schichten 0, 1, 2, …; der letzte Wert gilt für alle tieferen.</translation>
    </message>
    <message>
        <source>The model has %1 layers; the values after those are not used.</source>
        <translation>Das Modell hat %1 Schichten; die Werte danach werden nicht verwendet.</translation>
    </message>
</context>
<context>
    <name>exitscope::TimeLeftText</name>
    <message>
        <source>about %1 s left</source>
        <translation>noch etwa %1 s</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>noch etwa %1 min</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>noch etwa %1 h</translation>
    </message>
</context>
<context>
    <name>exitscope::TokenStrip</name>
    <message>
        <source>Text of the run, token by token</source>
        <translation>Text des Laufs, Token für Token</translation>
    </message>
    <message>
        <source>Prompt given as token ids: %1</source>
        <translation>Prompt als Token-IDs gegeben: %1</translation>
    </message>
    <message>
        <source>Arrow keys select a token.</source>
        <translation>Pfeiltasten wählen ein Token.</translation>
    </message>
    <message>
        <source>“%1”, draft for token %2 from layer %3</source>
        <translation>„%1“, Entwurf für Token %2 aus Schicht %3</translation>
    </message>
    <message>
        <source>The whole model has not judged it yet.</source>
        <translation>Das ganze Modell hat ihn noch nicht beurteilt.</translation>
    </message>
    <message>
        <source>Dropped with the draft before it.</source>
        <translation>Mit dem Entwurf davor entfallen.</translation>
    </message>
    <message>
        <source>Rejected: the whole model ended the text here.</source>
        <translation>Verworfen: Das ganze Modell beendete den Text hier.</translation>
    </message>
    <message>
        <source>Rejected: the whole model chose “%1”.</source>
        <translation>Verworfen: Das ganze Modell wählte „%1“.</translation>
    </message>
    <message>
        <source>Chosen by you in the place of the model&apos;s own choice</source>
        <translation>Von Ihnen anstelle der Wahl des Modells gewählt</translation>
    </message>
    <message>
        <source>A draft that the whole model accepted</source>
        <translation>Ein Entwurf, den das ganze Modell annahm</translation>
    </message>
    <message>
        <source>A correction by the whole model</source>
        <translation>Eine Korrektur durch das ganze Modell</translation>
    </message>
    <message>
        <source>A correction by the whole model of the draft “%1” from layer %2</source>
        <translation>Eine Korrektur des Entwurfs „%1“ aus Schicht %2 durch das ganze Modell</translation>
    </message>
    <message>
        <source>“%1”, token %2, left after layer %3 (the last is %4)</source>
        <translation>„%1“, Token %2, nach Schicht %3 ausgestiegen (die letzte ist %4)</translation>
    </message>
    <message>
        <source>From here on: %1</source>
        <translation>Ab hier: %1</translation>
    </message>
    <message>
        <source>The text appears here as the model writes it.</source>
        <translation>Hier erscheint der Text, während das Modell ihn schreibt.</translation>
    </message>
</context>
<context>
    <name>exitscope::TokenTable</name>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
</context>
<context>
    <name>exitscope::TokenTableModel</name>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>%1 computed</source>
        <translation>%1 berechnet</translation>
    </message>
    <message>
        <source>%1 caught up</source>
        <translation>%1 nachgeholt</translation>
    </message>
    <message>
        <source>%1 copied</source>
        <translation>%1 kopiert</translation>
    </message>
    <message>
        <source>%1 not run</source>
        <translation>%1 nicht gelaufen</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation>Kriterium</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>Layers (K/V)</source>
        <translation>Schichten (K/V)</translation>
    </message>
</context>
<context>
    <name>exitscope::TourCard</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Leave the tour</source>
        <translation>Tour &amp;verlassen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>%1, step %2: %3</source>
        <translation>%1, Schritt %2: %3</translation>
    </message>
</context>
<context>
    <name>exitscope::TourGuide</name>
    <message>
        <source>opening the model …</source>
        <translation>das Modell wird geöffnet …</translation>
    </message>
    <message>
        <source>writing …</source>
        <translation>schreibt …</translation>
    </message>
    <message>
        <source>calibrating …</source>
        <translation>kalibriert …</translation>
    </message>
</context>
<context>
    <name>exitscope::TourMenu</name>
    <message>
        <source>&amp;Tours</source>
        <translation>Tou&amp;ren</translation>
    </message>
    <message>
        <source>&amp;Leave the tour</source>
        <translation>Tour &amp;verlassen</translation>
    </message>
</context>
<context>
    <name>exitscope::TradeOffDrawing</name>
    <message>
        <source>this rule</source>
        <translation>diese Regel</translation>
    </message>
    <message>
        <source>as it ran</source>
        <translation>wie gelaufen</translation>
    </message>
    <message>
        <source>oracle ceiling</source>
        <translation>Obergrenze (Orakel)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Agreement with full depth, by layers saved</source>
        <translation>Übereinstimmung mit voller Tiefe, nach gesparten Schichten</translation>
    </message>
</context>
<context>
    <name>exitscope::TradeOffPlot</name>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Agreement against layers saved</source>
        <translation>Übereinstimmung gegen gesparte Schichten</translation>
    </message>
    <message>
        <source>%1, thresholds moved by %2</source>
        <translation>%1, Schwellen um %2 verschoben</translation>
    </message>
    <message>
        <source>%1, threshold %2</source>
        <translation>%1, Schwelle %2</translation>
    </message>
    <message>
        <source>%1: %2 of the layers saved, %3 agree with full depth</source>
        <translation>%1: %2 der Schichten gespart, %3 stimmen mit voller Tiefe überein</translation>
    </message>
    <message>
        <source>%1: %2 of the layers saved</source>
        <translation>%1: %2 der Schichten gespart</translation>
    </message>
    <message>
        <source>Click near a curve to try that threshold. The scale is stretched towards full agreement.</source>
        <translation>Klicken Sie nahe einer Kurve, um diese Schwelle zu versuchen. Die Skala ist zur vollen Übereinstimmung hin gedehnt.</translation>
    </message>
</context>
<context>
    <name>exitscope::VerdictView</name>
    <message>
        <source>What each rule would have done</source>
        <translation>Was jede Regel getan hätte</translation>
    </message>
    <message>
        <source>Score against threshold over depth, of the chosen rule</source>
        <translation>Wert gegen Schwelle über die Tiefe, für die gewählte Regel</translation>
    </message>
    <message>
        <source>Each rule on this token</source>
        <translation>Jede Regel bei diesem Token</translation>
    </message>
    <message>
        <source>No layer passes its threshold.</source>
        <translation>Keine Schicht erfüllt ihre Schwelle.</translation>
    </message>
    <message>
        <source>Layers that pass: %1.</source>
        <translation>Schichten, die sie erfüllen: %1.</translation>
    </message>
</context>
<context>
    <name>exitscope::WatchEditor</name>
    <message>
        <source>Watch</source>
        <translation>Zuschauen</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Entscheiden</translation>
    </message>
    <message>
        <source>Run and score all layers of every token</source>
        <translation>Lässt bei jedem Token alle Schichten laufen und bewertet sie</translation>
    </message>
    <message>
        <source>Run layers only until the rule lets the token out</source>
        <translation>Lässt Schichten nur laufen, bis die Regel das Token aussteigen lässt</translation>
    </message>
    <message>
        <source>Every score is kept: verification runs the deeper layers of the drafts anyway.</source>
        <translation>Jeder Wert wird behalten: Die Prüfung lässt die tieferen Schichten der Entwürfe ohnehin laufen.</translation>
    </message>
    <message>
        <source>Only what the drafts need is scored.</source>
        <translation>Nur was die Entwürfe brauchen, wird bewertet.</translation>
    </message>
    <message>
        <source>All layers run for every token, so that every score is known. The text is still the one that the rule picks; nothing is saved.</source>
        <translation>Für jedes Token laufen alle Schichten, sodass jeder Wert bekannt ist. Der Text ist trotzdem der, den die Regel bestimmt; gespart wird nichts.</translation>
    </message>
    <message>
        <source>Layers run only until the rule lets the token out. This is what saves time; deeper scores stay unknown.</source>
        <translation>Schichten laufen nur, bis die Regel das Token aussteigen lässt. Das ist es, was Zeit spart; tiefere Werte bleiben unbekannt.</translation>
    </message>
</context>
<context>
    <name>exitscope::Welcome</name>
    <message>
        <source>Press Run (F5) and the model writes: each column of the heatmap is a token, and the stepped line joins the layers at which tokens left.</source>
        <translation>Mit Start (F5) schreibt das Modell: Jede Spalte der Heatmap ist ein Token, und die gestufte Linie verbindet die Schichten, in denen Tokens ausstiegen.</translation>
    </message>
    <message>
        <source>Take the first tour</source>
        <translation>Erste Tour beginnen</translation>
    </message>
</context>
<context>
    <name>exitscope::WhatIfModel</name>
    <message>
        <source>Layers saved</source>
        <translation>Gesparte Schichten</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Mean exit layer</source>
        <translation>Mittlere Ausstiegsschicht</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Share of decode layers past the exit</source>
        <translation>Anteil der Schichten nach dem Ausstieg beim Dekodieren</translation>
    </message>
    <message>
        <source>Share of tokens whose likeliest token at the exit is that of the last layer</source>
        <translation>Anteil der Tokens, deren wahrscheinlichstes Token beim Ausstieg das der letzten Schicht ist</translation>
    </message>
    <message>
        <source>Layers are counted from 0</source>
        <translation>Schichten werden ab 0 gezählt</translation>
    </message>
    <message>
        <source>Tokens whose exit is known, which the other figures are of</source>
        <translation>Tokens mit bekanntem Ausstieg, auf die sich die übrigen Zahlen beziehen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>An oracle lets each token out at the first layer that predicts what the last one does: no rule saves more without changing a token</source>
        <translation>Ein Orakel lässt jedes Token in der ersten Schicht aussteigen, die dasselbe vorhersagt wie die letzte: Keine Regel spart mehr, ohne ein Token zu ändern</translation>
    </message>
    <message>
        <source>This rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>As it ran</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Ceiling</source>
        <translation>Orakel</translation>
    </message>
</context>
<context>
    <name>exitscope::WhatIfText</name>
    <message>
        <source>No token would differ.</source>
        <translation>Kein Token wäre anders.</translation>
    </message>
    <message>
        <source>No replayed token would differ.</source>
        <translation>Kein nachgespieltes Token wäre anders.</translation>
    </message>
    <message>
        <source>Tokens that would differ: %1 of %2. The first is token %3, “%5” in place of “%4”.</source>
        <translation>Tokens, die anders wären: %1 von %2. Das erste ist Token %3, „%5“ statt „%4“.</translation>
    </message>
    <message>
        <source>Nothing that was recorded says what this rule would have done.</source>
        <translation>Aus dem Aufgezeichneten geht nicht hervor, was diese Regel getan hätte.</translation>
    </message>
    <message>
        <source>%1 Exact to the end.</source>
        <translation>%1 Exakt bis zum Ende.</translation>
    </message>
    <message>
        <source>%1 From the start the text may have been another.</source>
        <translation>%1 Von Anfang an könnte der Text ein anderer gewesen sein.</translation>
    </message>
    <message>
        <source>%1 Exact up to token %2; from there on the text may have been another.</source>
        <translation>%1 Exakt bis Token %2; von da an könnte der Text ein anderer gewesen sein.</translation>
    </message>
    <message>
        <source>This run drew its tokens by chance or from changed logits, so that only the likeliest tokens are compared.</source>
        <translation>Dieser Lauf zog seine Tokens zufällig oder aus veränderten Logits, daher werden nur die wahrscheinlichsten Tokens verglichen.</translation>
    </message>
    <message>
        <source>%1 not watched</source>
        <translation>%1 nicht beobachtet</translation>
    </message>
    <message>
        <source>%1 without the entropy at temperature %2</source>
        <translation>%1 ohne die Entropie bei Temperatur %2</translation>
    </message>
    <message>
        <source>%1 with a score missing</source>
        <translation>%1 mit fehlendem Wert</translation>
    </message>
    <message>
        <source>Tokens left out: %1.</source>
        <translation>Ausgelassene Tokens: %1.</translation>
    </message>
    <message>
        <source>Watching keeps entropies at temperatures 1, 3 and that of the rule in force.</source>
        <translation>Zuschauen behält Entropien bei den Temperaturen 1, 3 und jener der geltenden Regel.</translation>
    </message>
    <message>
        <source>Drafts and their verification are not replayed: exits are those of decoding without drafts.</source>
        <translation>Entwürfe und ihre Prüfung werden nicht nachgespielt: Die Ausstiege sind die des Dekodierens ohne Entwürfe.</translation>
    </message>
    <message>
        <source>Run a prompt with Watch on, then ask here what other thresholds would have done.</source>
        <translation>Starten Sie einen Prompt mit „Zuschauen“ und fragen Sie dann hier, was andere Schwellen getan hätten.</translation>
    </message>
    <message>
        <source>Watch a run to ask what if: this one stopped scoring at its exits. Choose Watch under “Layers past the exit” in the Rule tab, then run the prompt again.</source>
        <translation>Für „Was wäre, wenn“ braucht es einen Lauf mit Zuschauen: Dieser endete mit der Bewertung an seinen Ausstiegen. Wählen Sie „Zuschauen“ unter „Schichten nach dem Ausstieg“ im Reiter „Regel“ und starten Sie den Prompt erneut.</translation>
    </message>
</context>
<context>
    <name>exitscope::WhatIfView</name>
    <message>
        <source>What if</source>
        <translation>Was wäre, wenn</translation>
    </message>
    <message>
        <source>Criterion asked about</source>
        <translation>Befragtes Kriterium</translation>
    </message>
    <message>
        <source>How thresholds are varied</source>
        <translation>Wie Schwellen verändert werden</translation>
    </message>
    <message>
        <source>Moved together</source>
        <translation>Gemeinsam verschoben</translation>
    </message>
    <message>
        <source>One for all layers</source>
        <translation>Eine für alle Schichten</translation>
    </message>
    <message>
        <source>What the rule would come to</source>
        <translation>Was die Regel ergäbe</translation>
    </message>
    <message>
        <source>Use this rule</source>
        <translation>Regel verwenden</translation>
    </message>
    <message>
        <source>Puts the rule into the rule panel; it decides from the next token on</source>
        <translation>Übernimmt die Regel in die Regelansicht; sie entscheidet ab dem nächsten Token</translation>
    </message>
    <message>
        <source>Go to the token</source>
        <translation>Zum Token</translation>
    </message>
    <message>
        <source>Selects the first token that would differ</source>
        <translation>Wählt das erste Token aus, das anders wäre</translation>
    </message>
    <message>
        <source>As it ran</source>
        <translation>Wie gelaufen</translation>
    </message>
    <message>
        <source>Asks about the run&apos;s own rule again</source>
        <translation>Fragt wieder nach der eigenen Regel des Laufs</translation>
    </message>
    <message>
        <source>Run on from here</source>
        <translation>Ab hier fortsetzen</translation>
    </message>
    <message>
        <source>Puts the rule into the rule panel and writes the text again from the first token that would differ; the run as it is stays in the list of runs</source>
        <translation>Übernimmt die Regel in die Regelansicht und schreibt den Text ab dem ersten Token neu, das anders wäre; der bisherige Lauf bleibt in der Liste der Läufe</translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation>Kriterium</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>Schwellen</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>One run shows little. Many prompts show which threshold keeps a risk that you choose.</source>
        <translation>Ein Lauf zeigt wenig. Viele Prompts zeigen, welche Schwelle ein von Ihnen gewähltes Risiko einhält.</translation>
    </message>
    <message>
        <source>Calibrate…</source>
        <translation>Kalibrieren…</translation>
    </message>
    <message>
        <source>Looks for the most daring threshold that keeps a risk</source>
        <translation>Sucht die gewagteste Schwelle, die ein Risiko einhält</translation>
    </message>
    <message>
        <source>Layers in a row at which the rule must hold</source>
        <translation>Schichten in Folge, in denen die Regel gelten muss</translation>
    </message>
    <message>
        <source>Minimum layer</source>
        <translation>Mindestschicht</translation>
    </message>
    <message>
        <source>No token leaves before this layer</source>
        <translation>Vor dieser Schicht steigt kein Token aus</translation>
    </message>
    <message>
        <source>from layer</source>
        <translation>ab Schicht</translation>
    </message>
    <message>
        <source>Thresholds moved by</source>
        <translation>Schwellen verschoben um</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>%1 % of the layers saved</source>
        <translation>%1&#xa0;% der Schichten gespart</translation>
    </message>
    <message>
        <source>Trade-off curves</source>
        <translation>Abwägungskurven</translation>
    </message>
    <message>
        <source>What other rules would have come to</source>
        <translation>Was andere Regeln ergeben hätten</translation>
    </message>
</context>
<context>
    <name>exitscope::WrongExitModel</name>
    <message>
        <source>At the exit layer: probability of its first prediction less that of the second</source>
        <translation>In der Ausstiegsschicht: Wahrscheinlichkeit ihrer ersten Vorhersage minus die der zweiten</translation>
    </message>
    <message>
        <source>At the last layer: probability of its prediction less that of the chosen token</source>
        <translation>In der letzten Schicht: Wahrscheinlichkeit ihrer Vorhersage minus die des gewählten Tokens</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Gewählt</translation>
    </message>
    <message>
        <source>Full depth</source>
        <translation>Volle Tiefe</translation>
    </message>
    <message>
        <source>Exit margin</source>
        <translation>Δ Ausstieg</translation>
    </message>
    <message>
        <source>Full margin</source>
        <translation>Δ voll</translation>
    </message>
</context>
</TS>
