#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# screenshots.sh PROGRAM FOLDER [NAME…]: starts the real program on a display of its own, does what a
# scenario says, and takes the picture FOLDER/NAME.png. Without names, those of the metainfo.
set -eu

# Name, size and language of a picture; an experiment (- for none) of data/experiments or of
# tests/ui/experiments, which the program opens; then, in order, what is done:
#   KEY=VALUE    a setting, made before the program starts; theme=NAME is GTK's, desk=NAME the one
#                that the desktop has, text=FACTOR the size of text, scale=2 a display with
#                twice as many pixels
#   sessions     some were kept before: one was interrupted, one is damaged
#   win.NAME, app.NAME, win.NAME(VALUE)
#                an action
#   +SECONDS     waits
#   finished     waits until training has ended
#   data:NAME    opens the built-in digits from a folder of that name, as if they were something else,
#                or what lies at a path that begins with /
#   watch:NAME   writes logs of six runs of another program into a folder of that name and watches it,
#                or what lies at a path that begins with /
#   again:NAME   writes the log of a run that strays and begins again, twice, likewise
#   table:NAME   writes a table of that name, whose columns are not plain, and watches it
#   key:NAMES    presses keys, as xdotool names them
#   at:X,Y       moves the pointer there
#   click:X,Y    and presses its button
# The picture is taken at once after +SECONDS, otherwise when nothing moves any more.
scenarios ()
{
  cat <<'END'
notebook       1280x800  en  notebook   win.train finished
multiples      1280x800  en  multiples  win.train finished
seeds          1280x800  en  seeds      color-scheme='dark' win.train finished
diverged       1280x800  en  diverged   win.train finished
japanese       1280x800  ja  notebook   win.train finished
secret         1280x800  en  layers     color-scheme='light' layers-flow=true speed=1000.0 win.page('layers') win.train finished
digits         1280x800  en  notebook   win.train finished win.page('digits') +2
map            1280x800  en  where-networks-learn  color-scheme='light' win.train +1 key:Return +2 finished win.page('map') +1
watching       1280x800  en  -          color-scheme='light' win.train finished watch:logs +2
END
}

# For those who look after the window: other sizes, languages and themes.
more_scenarios ()
{
  cat <<'END'
empty           1280x800   en  -         color-scheme='light'
empty-ja        1280x800   ja  -         color-scheme='light'
start           1280x800   en  -         sessions
start-ja        1280x800   ja  -         sessions
start-small     1024x768   en  -         sessions color-scheme='dark'
start-small-ja  1024x768   ja  -         sessions color-scheme='dark'
start-hc        1280x800   en  -         sessions theme=Default:hc
start-larger    1280x800   en  -         sessions text=1.5
start-keys      1280x800   en  -         sessions key:F9 key:Tab key:Tab key:Tab
start-large     1920x1080  en  -         sessions
start-narrow    860x560    en  -         sessions
start-cleared   1280x800   en  -         sessions win.train finished win.clear +1
more            1280x800   en  -         click:270,258 +1 click:270,202 +1 click:270,145 click:1000,200
more-ja         1280x800   ja  -         color-scheme='dark' click:266,284 +1 click:266,224 +1 click:266,159 click:1000,200
notebook-ticked 1280x800   en  notebook  click:75,169 +1
notebook-narrow 1024x768   ja  notebook  +1
red             1280x800   en  -         key:alt+f +1 click:150,102 key:ctrl+a key:x key:Tab +1
red-ja          1024x768   ja  -         color-scheme='dark' key:alt+f +1 click:150,102 key:ctrl+a key:x key:Tab +1
further         1280x800   en  -         key:alt+f
further-tall    1280x1440  en  training-set  color-scheme='light' key:alt+f +1 at:60,1208 at:62,1209 +2
further-tall-ja 1024x1440  ja  training-set  color-scheme='dark' key:alt+f +1
further-small   1024x768   ja  -         color-scheme='dark' key:alt+f
about           1280x800   en  -         app.about
data-menu       1280x800   en  -         color-scheme='light' click:640,27 +1
data-menu-ja    1024x768   ja  -         color-scheme='dark' click:510,27 +1
get-data        1280x800   en  -         color-scheme='light' win.get-data +1
get-data-ja     1024x768   ja  -         color-scheme='dark' win.get-data +1
watch           1280x800   en  notebook  color-scheme='light' win.train finished watch:logs +2
watch-alone     1280x800   en  -         color-scheme='dark' watch:logs +2
watch-ja        1024x768   ja  -         color-scheme='dark' watch:logs +2 win.shown-metric('other:grad_norm') +1
watch-other     1024x768   en  -         color-scheme='light' watch:logs +2 win.shown-metric('other:grad_norm') +1
watch-projector 1280x800   en  -         band='interval' watch:logs +2 key:F11 +9
watch-again     1280x800   en  -         color-scheme='light' metric='loss' again:run +2
watch-again-at  1280x800   en  -         color-scheme='dark' metric='loss' again:run +2 at:590,300 at:593,300 +1
watch-again-ja  1024x768   ja  -         color-scheme='dark' metric='loss' again:run +2 at:524,300 at:527,300 +1
watch-again-projector 1280x800 en  -     metric='loss' smoothing=0.8 again:run +2 key:F11 +9
columns         1280x800   en  -         color-scheme='light' table:history.csv +2
columns-ja      1024x768   ja  -         color-scheme='dark' table:history.csv +2
columns-larger  1024x768   ja  -         text=1.5 table:history.csv +2
columns-hc      1280x800   en  -         theme=Default:hc table:history.csv +2
columns-list    1280x800   en  -         color-scheme='dark' table:history.csv +2 key:Tab key:Tab key:Tab key:space +1
columns-menu    1280x800   en  -         color-scheme='light' table:history.csv +2 key:Escape +1 click:500,624 +1 key:Menu +1
columns-menu-ja 1024x768   ja  -         color-scheme='dark' table:history.csv +2 key:Escape +1 click:450,592 +1 key:Menu +1
watch-menu      1280x800   en  -         key:F10 +1
watch-menu-ja   1024x768   ja  -         key:F10 +1
keys            1280x800   en  -         win.show-help-overlay
keys-ja         1024x768   ja  -         win.show-help-overlay
keys-small      1024x768   en  -         win.show-help-overlay
keys-files      1024x768   en  -         win.show-help-overlay +1 click:511,84 +1 click:511,176 +1
keys-pages      1280x800   en  -         win.show-help-overlay +1 click:640,100 +1 click:640,230 +1
keys-pages-ja   1024x768   ja  -         win.show-help-overlay +1 click:511,80 +1 click:511,210 +1
keys-pages-small 1024x768  en  -         win.show-help-overlay +1 click:511,80 +1 click:511,210 +1
keys-pages-wide 1280x800   ja  -         win.show-help-overlay +1 click:640,100 +1 click:640,230 +1
learning-rate   1280x800   en  learning-rate-to-the-edge  win.train finished
training        1280x800   en  notebook  win.train +1
stopped         1280x800   en  notebook  speed=200.0 win.train +2 win.stop +1
seeds-open      1280x800   en  seeds  win.train +2 finished +1 at:336,624 +1 click:336,624 +1
seeds-again     1280x800   en  seeds  win.train finished win.train +1
seeds-ja        1024x768   ja  seeds  color-scheme='dark' win.train +2 finished +1 click:335,592 +1 at:800,300 +1
interval        1280x800   en  verdict  color-scheme='light' band='interval' win.train +2 finished at:800,300 at:802,300 +1
interval-ja     1024x768   ja  verdict  color-scheme='dark' band='interval' win.train +2 finished at:700,280 at:702,280 +1
interval-row    1280x800   en  verdict  win.train +2 finished at:760,640 at:762,641 +2
interval-options 1024x768  ja  verdict  band='interval' win.train +2 finished click:960,124 +1
interval-projector 1280x800 en  verdict  band='interval' win.train key:F11 +2 finished +9
seeds-closed-ja 1024x768   ja  seeds  color-scheme='dark' win.train +2 finished +1
stopped-menu    1280x800   en  notebook  speed=200.0 win.train +2 win.stop +1 click:500,640 key:Menu +1
stopped-ja      1024x768   ja  notebook  color-scheme='dark' speed=200.0 win.train +2 win.stop +1 click:500,610 key:Menu +1
finished-menu   1280x800   en  notebook  win.train finished click:500,640 key:Menu +1
certificate     1280x800   en  notebook  color-scheme='light' win.train finished click:500,640 +1 key:Menu +1 key:f +1
certificate-ja  1024x768   ja  notebook  color-scheme='dark' win.train finished click:450,592 +1 key:Menu +1
notebook-small  1024x768   en  notebook  win.train finished
notebook-large  1920x1080  en  notebook  win.train finished
japanese-small  1024x768   ja  multiples  win.train finished
notebook-dark   1280x800   en  notebook  color-scheme='dark' win.train finished
loss            1280x800   en  notebook  metric='loss' win.train finished
notebook-hc     1280x800   en  notebook  theme=Default:hc win.train finished
projector       1280x800   en  notebook  win.train key:F11 finished +9
projector-told  1280x800   en  notebook  win.train key:F11 finished
projector-small 1024x768   ja  multiples  win.train key:F11 finished +9
projector-large 1024x768   ja  notebook  text=1.5 win.train key:F11 finished +9
projector-seeds 1280x800   en  seeds  text=1.5 color-scheme='dark' win.train key:F11 finished +9
projector-table 1280x800   en  multiples  win.train key:F11 key:F12 key:F9 finished +9
larger          1280x800   en  notebook  text=1.5 win.train finished
largest         1280x800   en  multiples  text=2 win.train finished
larger-small    1024x768   ja  multiples  text=1.5 win.train finished
largest-small   1024x768   ja  notebook  text=2 win.train finished
dark-small      1024x768   en  multiples  color-scheme='dark' win.train finished
dark-small-ja   1024x768   ja  notebook  color-scheme='dark' win.train finished
why-menu        1280x800   en  diverged   win.train finished click:500,640 +1 key:Menu +1
why             1280x800   en  diverged   win.train finished click:500,640 +1 key:Menu +1 key:d +2
why-ja          1024x768   ja  diverged   color-scheme='dark' win.train finished click:500,610 +1 key:Menu +1 key:d +2
why-larger      1280x800   en  diverged   text=1.5 win.train finished click:500,700 +1 key:Menu +1 key:d +2
toast           1280x800   en  notebook  win.train finished click:700,645 key:Delete +1
selected        1280x800   en  notebook  win.train finished click:700,668 +1 at:1279,799 +1
selected-dark   1280x800   en  notebook  color-scheme='dark' win.train finished click:700,668 +1 at:1279,799 +1
larger-digits   1280x800   en  notebook   text=1.5 win.train finished win.page('digits') +2
larger-digits-ja 1024x768  ja  notebook   text=1.5 win.train finished win.page('digits') +2
larger-map      1280x800   en  learning-rate-to-the-edge  text=1.5 win.train finished win.page('map') +2
larger-map-ja   1024x768   ja  learning-rate-to-the-edge  text=1.5 win.train finished win.page('map') +2
larger-branch   1280x800   en  notebook   text=1.5 win.train finished click:1187,564 +2
larger-further  1280x800   en  -          text=1.5 key:alt+f +1
desk-hc         1280x800   en  notebook   desk=HighContrast win.train finished
desk-hc-dark    1280x800   en  notebook   desk=HighContrast color-scheme='dark' win.train finished
digits-hc       1280x800   en  notebook   theme=Default:hc win.train finished win.page('digits') +2
map-hc          1280x800   en  learning-rate-to-the-edge  theme=Default:hc-dark win.train finished win.page('map') +2
doubled         2560x1600  en  notebook   scale=2 win.train finished at:1600,600 at:1604,600 +1
doubled-ja      2048x1536  ja  multiples  scale=2 color-scheme='dark' win.train finished
doubled-digits  2560x1600  en  notebook   scale=2 win.train finished win.page('digits') +2
doubled-layers  2560x1600  en  layers     scale=2 speed=1000.0 win.page('layers') win.train finished
doubled-map     2560x1600  en  learning-rate-to-the-edge  scale=2 win.train finished win.page('map') +2
selected-hc     1280x800   en  notebook  theme=Default:hc win.train finished click:700,668 +1 at:1279,799 +1
row-hover       1280x800   en  notebook  color-scheme='dark' win.train finished at:700,668 at:702,668 +1
undo            1280x800   en  notebook  win.train finished win.clear win.undo key:F10 +1
undo-ja         1024x768   ja  notebook  color-scheme='dark' win.train finished win.clear key:F10 +1
edges           1280x800   en  diverged  metric='loss' win.train finished
legend          1280x800   en  multiples  win.train finished click:420,125 at:700,125 at:702,125 +2
hover           1280x800   en  notebook  win.train finished at:800,300 at:802,300 +1
timeline        1280x800  en  notebook  win.train finished click:800,566 +1
timeline-ja     1024x768  ja  multiples  color-scheme='dark' win.train finished click:700,534 +1
layers          1280x800   en  layers  color-scheme='light' speed=1000.0 win.page('layers') win.train finished
layers-ja       1024x768   ja  layers  color-scheme='dark' speed=1000.0 win.page('layers') win.train finished
layers-small    1024x768   en  layers  color-scheme='light' speed=1000.0 win.page('layers') win.train finished
layers-apart    1280x800   en  layers  color-scheme='dark' layers-apart=true layers-logarithmic=true speed=1000.0 win.page('layers') win.train finished
layers-flow     1280x800   en  layers  color-scheme='light' layers-flow=true speed=1000.0 win.page('layers') win.train finished
layers-flow-ja  1024x768   ja  layers  color-scheme='dark' layers-flow=true speed=1000.0 win.page('layers') win.train finished
layers-secret   1280x800   en  layers-four  color-scheme='light' layers-flow=true speed=1000.0 win.page('layers') win.train finished click:1205,113 +1 click:860,218 click:860,246 key:Escape +3
layers-four     1024x768   en  layers-four  color-scheme='dark' speed=1000.0 win.page('layers') win.train +1 click:955,113 +1 click:810,222 click:810,264 click:810,306 click:810,180 +1 key:Escape finished
layers-choose   1280x800   ja  layers-four  win.train win.page('layers') finished click:1205,113 +1
layers-none     1280x800   en  layers  color-scheme='light' win.train finished win.page('layers') +2
layers-again    1024x768   ja  layers  color-scheme='dark' layers-flow=true win.train finished win.page('layers') +3 click:600,534 +2
layers-tip      1280x800   en  layers  speed=1000.0 win.page('layers') win.train finished at:520,300 at:522,301 +2
layers-projector 1280x800  en  layers  speed=1000.0 win.page('layers') win.train key:F11 finished +9
layers-larger   1024x768   ja  layers  text=1.5 speed=1000.0 win.page('layers') win.train finished
layers-hc       1280x800   en  layers  theme=Default:hc layers-flow=true speed=1000.0 win.page('layers') win.train finished
before          1280x800   en  layers  color-scheme='light' win.page('layers') +2
before-start    1280x800   en  -       color-scheme='light' +1
before-start-ja 1024x768   ja  -       color-scheme='dark' sessions +1
before-ja       1024x768   ja  layers-four  color-scheme='dark' win.page('layers') +2
before-runs     1024x768   en  layers  color-scheme='dark' win.train finished win.page('layers') +1 click:590,117 +1
before-zero     1280x800   en  layers-four  color-scheme='light' win.train finished win.page('layers') +2 click:415,566 +1 key:Home +2
before-tip      1280x800   en  layers  win.page('layers') +2 at:520,300 at:522,301 +2
before-projector 1280x800  en  -       win.page('layers') +2 key:F11 +9
weights         1280x800   en  notebook  color-scheme='light' layers-weights=true speed=1000.0 win.page('layers') win.train finished +1
weights-pair    1280x800   en  layers    color-scheme='dark' layers-weights=true win.page('layers') win.train finished +1
weights-ja      1024x768   ja  layers    color-scheme='dark' layers-weights=true win.page('layers') win.train finished +1
weights-before  1280x800   en  -         color-scheme='light' layers-weights=true win.page('layers') +2
weights-tip     1280x800   en  layers    layers-weights=true win.train finished win.page('layers') +2 at:520,250 at:522,251 +3
weights-projector 1280x800 en  layers    layers-weights=true win.page('layers') win.train key:F11 finished +9
smoothness      1280x800   en  layers    color-scheme='light' layers-smoothness=true win.train finished win.page('layers') +6
smoothness-ja   1024x768   ja  notebook  color-scheme='dark' layers-smoothness=true win.train finished win.page('layers') +6
smoothness-tip  1280x800   en  notebook  layers-smoothness=true win.train finished win.page('layers') +6 at:720,250 at:722,251 +2
smoothness-projector 1280x800 en  layers    layers-smoothness=true win.page('layers') win.train key:F11 finished +9
layers-heading  1280x800   en  layers  speed=1000.0 win.page('layers') win.train finished at:470,180 at:472,181 +2
digits-wrong    1280x800   en  multiples  color-scheme='dark' win.train finished win.page('digits') +1 key:w +2
digits-ja       1024x768   ja  notebook  win.train finished win.page('digits') +2
digits-ja-dark  1024x768   ja  multiples  color-scheme='dark' win.train finished win.page('digits') +2
branch-dialog   1280x800   en  batch-norm-on-and-off  win.train finished click:640,491 +1 win.branch +1
branch-dialog-ja 1024x768  ja  batch-norm-on-and-off  color-scheme='dark' win.train finished win.branch +1
branch          1280x800   en  batch-norm-on-and-off  win.train finished click:800,491 +1 win.branch +1 key:ctrl+a key:0 key:period key:1 key:Return +2 finished
branch-ja       1024x768   ja  batch-norm-on-and-off  color-scheme='dark' win.train finished click:660,491 +1 win.branch +1 key:ctrl+a key:0 key:period key:1 key:Return +2 finished
digits-projector 1280x800  en  notebook  win.train finished win.page('digits') +1 key:F11 +9
digits-all      1280x800   en  notebook  color-scheme='light' win.train finished win.page('digits') +1 key:a +2
digits-all-ja   1024x768   ja  multiples  color-scheme='dark' win.train finished win.page('digits') +1 key:a +2
digits-all-projector 1280x800 en  notebook  win.train finished win.page('digits') +1 key:a +1 key:F11 +9
digits-compare  1280x800   en  notebook  color-scheme='light' win.train finished win.page('digits') +1 key:a +1 click:346,494 +2 click:728,490 +2
digits-compare-ja 1024x768 ja  multiples  color-scheme='dark' win.train finished win.page('digits') +1 key:a +1 click:346,462 +2 click:950,118 +2
training-set    1280x800   en  training-set  win.train finished
training-set-ja 1024x768   ja  training-set  color-scheme='dark' win.train finished
training-set-projector 1280x800 en training-set  win.train key:F11 finished +9
deep-edit       1280x800   en  deep      click:269,432 +1
deep            1280x800   en  deep      win.train finished
flow-deep-ja    1024x768   ja  deep      color-scheme='dark' layers-flow=true win.train win.page('layers') finished +2
deep-ja         1024x768   ja  deep      color-scheme='dark' win.train finished
layers-deep     1280x800   en  deep      color-scheme='light' win.train win.page('layers') finished +2
layers-deep-ja  1024x768   ja  deep      color-scheme='dark' win.train win.page('layers') finished +2
flow-deep       1280x800   en  deep      color-scheme='light' layers-flow=true win.train win.page('layers') finished +2
weights-deep    1280x800   en  deep      color-scheme='dark' layers-weights=true win.train finished win.page('layers') +3
layers-deep-projector 1280x800 en deep   win.train win.page('layers') key:F11 finished +9
data            1280x800   en  -         color-scheme='light' data:fashion win.page('data') +1
data-ja         1024x768   ja  -         color-scheme='dark' data:fashion win.page('data') +1
data-inverted   1280x800   en  notebook  color-scheme='dark' win.train finished win.page('data') win.inverted +8
data-inverted-ja 1024x768  ja  notebook  color-scheme='light' win.train finished win.page('data') win.inverted +1 win.turned +8
data-projector  1280x800   en  -         data:fashion win.page('data') +1 key:F11 +9
digits-bright   1280x800   en  notebook   color-scheme='light' win.inverted +8 win.train finished win.page('digits') +2 click:455,200 +1 click:455,215 click:455,230 click:455,245 click:455,260 click:455,275 click:455,290 +2
digits-names    1280x800   en  notebook  color-scheme='light' data:fashion win.train finished win.page('digits') +2
digits-names-ja 1024x768   ja  notebook  color-scheme='dark' data:fashion win.train finished win.page('digits') +2
digits-names-all 1280x800  en  notebook  color-scheme='light' data:fashion win.train finished win.page('digits') +1 key:a +2
digits-names-all-ja 1024x768 ja  multiples  color-scheme='dark' data:fashion win.train finished win.page('digits') +1 key:a +2
digits-deep     1280x800   en  deep      win.train finished win.page('digits') +2
map-ja          1024x768   ja  where-networks-learn  color-scheme='dark' win.train +1 key:Return +2 finished win.page('map') +1
map-loss        1024x768   en  where-networks-learn  color-scheme='dark' metric='loss' win.train +1 key:Return +2 finished win.page('map') +1 at:800,350 at:802,351 +1
map-card        1280x800   en  seeds     color-scheme='light' win.train +2 finished win.page('map') +1 at:560,330 at:562,331 +1
map-live        1280x800   en  where-networks-learn  color-scheme='light' win.train +1 key:Return win.page('map') +9
map-words       1024x768   en  multiples  color-scheme='light' win.train +2 finished win.page('map') +1
map-diverged    1280x800   ja  diverged  color-scheme='dark' win.train +2 finished win.page('map') +1
map-notebook    1280x800   en  notebook  win.train +2 finished win.page('map') +1
map-nothing     1280x800   en  -         win.train +2 finished win.page('map') +1
map-projector   1280x800   en  where-networks-learn  color-scheme='light' win.train +1 key:Return +2 finished win.page('map') +1 key:F11 +9
measure         1280x800   en  notebook  color-scheme='light' win.train +3 finished click:547,117 +1
measure-ja      1024x768   ja  batch-norm-on-and-off  color-scheme='dark' measure='test-loss' win.train +3 finished click:612,124 +1
overfit         1280x800   en  batch-norm-on-and-off  color-scheme='light' measure='test-loss,training=3000' metric='test-loss' win.train +3 finished
overfit-ja      1024x768   ja  batch-norm-on-and-off  color-scheme='dark' measure='test-loss,training=3000' metric='test-loss' win.train +3 finished
overfit-projector 1280x800  en  batch-norm-on-and-off  measure='test-loss,training=3000' metric='accuracy' win.train key:F11 +3 finished +9
beginning       1280x800   en  batch-norm-on-and-off  color-scheme='light' win.train +3 finished at:387,462 at:388,463 +1
beginning-ja    1024x768   ja  batch-norm-on-and-off  color-scheme='dark' win.train +3 finished at:391,432 at:392,433 +1
verdict         1280x800   en  verdict   color-scheme='light' win.train +3 finished +1
verdict-ja      1024x768   ja  verdict   color-scheme='dark' win.train +3 finished +1
verdict-details 1280x800   en  verdict   color-scheme='dark' win.train +3 finished +1 click:1236,532 +1
verdict-projector 1280x800 en  verdict   win.train key:F11 +3 finished +9
more-seeds      1280x800   en  few-seeds  color-scheme='light' win.train +2 finished +1
more-seeds-ja   1024x768   ja  few-seeds  color-scheme='dark' win.train +2 finished +1
more-seeds-menu 1024x768   ja  few-seeds  color-scheme='dark' win.train +2 finished +1 click:450,592 key:Menu +1
more-seeds-done 1280x800   en  few-seeds  win.train +2 finished win.more-seeds +1 finished +1
more-seeds-projector 1280x800 en few-seeds  win.train key:F11 +2 finished +9
baseline        1280x800   en  multiples  color-scheme='light' win.train +2 finished click:450,645 key:Menu +1 key:b +1 at:800,300 at:802,300 +1
baseline-ja     1024x768   ja  seeds  color-scheme='dark' win.train +2 finished click:450,614 key:Menu +1 key:b +1 at:700,280 at:702,280 +1
baseline-row    1280x800   en  verdict  win.train +2 finished click:450,645 key:Menu +1 key:b +1 at:450,624 at:452,625 +2
baseline-projector 1280x800 en  multiples  win.train +2 finished click:450,645 key:Menu +1 key:b +1 key:F11 +9
logarithmic     1280x800   en  multiples  metric='loss' logarithmic=true win.train finished
logarithmic-options 1024x768 ja  multiples  metric='loss' logarithmic=true win.train finished click:960,84 +1
axes            1280x800   en  batch-norm-on-and-off  color-scheme='light' measure='test-loss,training=3000' metric='test-loss' abscissa='epochs' logarithmic-x=true logarithmic=true show-gap=true win.train +3 finished click:1228,117 +1
axes-ja         1024x768   ja  batch-norm-on-and-off  color-scheme='dark' measure='test-loss,training=3000' metric='test-loss' abscissa='images' logarithmic-x=true show-gap=true win.train +3 finished click:960,124 +1
axes-bad        1280x800   en  notebook  color-scheme='light' logarithmic-x=true metric='loss' ranges='steps=100:500' win.train finished click:1228,117 +1 click:1015,244 key:ctrl+a key:x key:Return +1
gap             1280x800   en  batch-norm-on-and-off  color-scheme='light' measure='training=3000' show-gap=true win.train +3 finished at:700,300 at:702,301 +1
gap-ja          1024x768   ja  batch-norm-on-and-off  color-scheme='dark' logarithmic-x=true show-gap=true win.train +3 finished at:600,300 at:602,301 +1
gap-projector   1280x800   en  batch-norm-on-and-off  measure='test-loss,training=3000' metric='test-loss' abscissa='epochs' logarithmic-x=true logarithmic=true show-gap=true win.train key:F11 +3 finished +9
logarithmic-slow 1280x800  en  notebook  speed=20.0 logarithmic-x=true win.train +6
slow            1280x800   en  notebook  speed=2.0 win.train +6
slow-later      1280x800   en  notebook  speed=10.0 win.train +6 at:800,300 at:802,300 +1
slow-after      1024x768   ja  notebook  color-scheme='dark' win.train finished click:235,30 +1 key:Home key:Return +1 click:75,186 click:25,186 +1 win.train +6
named           1280x800   en  multiples  win.train finished click:700,668 key:F2 +1 key:ctrl+a key:m key:y key:space key:o key:n key:e key:Return +1 at:1279,799 +1
words           1280x800   en  notebook  win.train finished click:1228,76 +1 click:1115,204 key:w key:h key:a key:t key:space key:d key:e key:p key:t key:h key:space key:d key:o key:e key:s click:1115,274 key:t key:h key:e key:space key:o key:u key:t key:p key:u key:t key:space key:l key:a key:y key:e key:r key:space key:d key:o key:e key:s key:space key:n key:o key:t key:space key:l key:e key:a key:r key:n key:Escape at:700,760 +1
words-small     1024x768   ja  multiples  color-scheme='dark' win.train finished click:960,84 +1 click:859,216 key:w key:h key:a key:t key:space key:d key:e key:p key:t key:h key:space key:d key:o key:e key:s click:859,290 key:t key:h key:e key:space key:o key:u key:t key:p key:u key:t key:space key:l key:a key:y key:e key:r key:space key:d key:o key:e key:s key:space key:n key:o key:t key:space key:l key:e key:a key:r key:n key:Escape at:700,760 +1
END
}

die ()
{
  printf 'screenshots.sh: %s\n' "$*" >&2
  exit 1
}

# call METHOD PATH ARGUMENT…: asks the program, through the bus.
call ()
{
  method=$1
  path=$2
  shift 2
  gdbus call --session --timeout 20 --dest io.github.normlab.Normlab --object-path "$path" \
    --method "org.gtk.Actions.$method" "$@"
}

# wait_for SECONDS PROCESS COMMAND…: until the command succeeds, while the process lives.
wait_for ()
{
  end=$(($(date +%s) + $1))
  process=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    kill -0 "$process" 2>/dev/null || die "$name: the program has ended"
    [ "$(date +%s)" -le "$end" ] || die "$name: waited in vain for: $*"
    sleep 0.1
  done
}

take ()
{
  import -window root -strip -define png:exclude-chunks=date,time "$1"
}

# shellcheck disable=SC2317 # called by wait_for
nothing_moves ()
{
  take "$work/before.png"
  sleep 0.3
  take "$work/after.png"
  cmp -s "$work/before.png" "$work/after.png"
}

# There is nothing to stop.
# shellcheck disable=SC2317
has_ended ()
{
  case $(call Describe "$window" stop) in
    '((false,'*) ;;
    *) return 1 ;;
  esac
}

# activate ACTION: as a menu names it, with a value or without: win.view('multiples').
activate ()
{
  case $1 in
    win.*) path=$window ;;
    *) path=${window%/window/*} ;;
  esac
  action=${1#*.}
  case $action in
    *'('*')')
      value=${action#*\(}
      call Activate "$path" "${action%%\(*}" "[<${value%)}>]" '{}' >/dev/null
      ;;
    *) call Activate "$path" "$action" '[]' '{}' >/dev/null ;;
  esac
}

# scale_text FACTOR: as who needs larger text sets it, in dots per inch.
scale_text ()
{
  xprop -root -f RESOURCE_MANAGER 8s \
    -set RESOURCE_MANAGER "Xft.dpi: $(awk "BEGIN { print int (96 * $1) }")"
}

# keep TITLE SECONDS EXPERIMENT: a session as a window keeps it, that many seconds old.
keep ()
{
  experiment_file=$work/kept.experiment
  session=$XDG_DATA_HOME/normlab/last-20260101-$(printf %06d "$2").normlab
  sed "s/^Title=.*/Title=$1/; /^Title\[/d; /^\[Set/aiterations=40" "data/experiments/$3.experiment" \
    >"$experiment_file"
  "${program%app/normlab}cli/normlab-cli" train --quiet --experiment "$experiment_file" \
    --session "$session" >/dev/null
  touch -d "@$((1773482400 - $2))" "$session"
}

keep_sessions ()
{
  mkdir -p "$XDG_DATA_HOME/normlab"
  keep 'Batch norm on and off' 60 batch-norm-on-and-off
  keep 'The notebook’s five experiments' 4000 notebook
  keep 'What a bad initialization does' 90000 bad-initialization
  sed -i '0,/^State=.*/s//State=running/' "$session"
  touch -d '2026-03-12 09:00' "$session"
  echo nothing >"$XDG_DATA_HOME/normlab/last-20260101-200000.normlab"
  touch -d '2026-02-01 10:00' "$XDG_DATA_HOME/normlab/last-20260101-200000.normlab"
}

# write_settings WIDTHxHEIGHT WORD…: what of a scenario is to be known when the program starts. The
# window is as large as the display.
write_settings ()
{
  mkdir -p "$XDG_CONFIG_HOME/glib-2.0/settings" "$XDG_CONFIG_HOME/gtk-4.0"
  cat >"$XDG_CONFIG_HOME/gtk-4.0/settings.ini" <<'END'
[Settings]
gtk-cursor-blink=false
gtk-enable-animations=false
gtk-xft-antialias=1
gtk-xft-hinting=0
END
  # Without a compositor GTK draws a broad frame.
  cat >"$XDG_CONFIG_HOME/gtk-4.0/gtk.css" <<'END'
.solid-csd, .solid-csd:backdrop { padding: 0; box-shadow: none; }
END
  factor=1
  for word; do
    case $word in
      desk=*) echo "gtk-theme-name=${word#*=}" >>"$XDG_CONFIG_HOME/gtk-4.0/settings.ini" ;;
      scale=*)
        factor=${word#*=}
        export GDK_SCALE="$factor"
        ;;
    esac
  done
  width=$((${1%x*} / factor))
  height=$((${1#*x} / factor))
  printf '[%s]\n' io/github/normlab/Normlab >"$XDG_CONFIG_HOME/glib-2.0/settings/keyfile"
  for word in window-width=$width window-height=$height "$@"; do
    case $word in
      desk=* | scale=*) ;;
      theme=*) export GTK_THEME="${word#*=}" ;;
      text=*) scale_text "${word#*=}" ;;
      sessions) keep_sessions ;;
      [a-z]*=*) echo "$word" >>"$XDG_CONFIG_HOME/glib-2.0/settings/keyfile" ;;
    esac
  done
}

# use_data NAME: a folder of that name, or what lies at a path.
use_data ()
{
  case $1 in
    /*) path=$1 ;;
    *)
      path=$work/$1
      "${program%app/normlab}cli/normlab-cli" data builtin --export "$path" >/dev/null
      ;;
  esac
  activate "win.use-data('$path')"
  sleep 1
  wait_for 60 "$program_id" nothing_moves
}

# write_logs FOLDER: as somebody's script writes them, whose networks learn at two rates.
write_logs ()
{
  for rate in 0.01 0.1; do
    for seed in 1 2 3; do
      mkdir -p "$1/mlp/lr=$rate/seed=$seed"
      awk -v rate="$rate" -v seed="$seed" 'BEGIN {
        print "step,loss,val_loss,val_accuracy,grad_norm"
        for (step = 0; step <= 1000; step += 20) {
          loss = 0.25 + 2.05 * exp(-step * rate * 0.12) + 0.03 * sin(seed * 7 + step / 31)
          printf "%d,%.4f,%.4f,%.4f,%.4f\n", step, loss, loss + 0.0002 * step * rate,
            0.1 + 0.82 * (1 - exp(-step * rate * 0.15)) + 0.006 * seed, 1 + 4 * loss * rate
        }
      }' >"$1/mlp/lr=$rate/seed=$seed/metrics.csv"
    done
  done
}

# write_restarts FOLDER: as somebody's script writes them that is started again where it has been
# before: after it has strayed, and after its machine was gone.
write_restarts ()
{
  mkdir -p "$1"
  awk 'function row (step, strays) {
    loss = 0.3 + 2.1 * exp(-step / 130) + 0.05 * sin(step * step) + 0.0006 * strays * strays
    printf "%d,%.4f,%.4f\n", step, loss, 0.94 - 0.36 * loss + 0.02 * cos(step * step + strays)
  }
  BEGIN {
    print "step,loss,val_accuracy"
    for (step = 0; step <= 320; step += 5) row(step, step > 240 ? step - 240 : 0)
    for (step = 200; step <= 400; step += 5) row(step + 0.3, 0)
    for (step = 350; step <= 620; step += 5) row(step + 0.7, 0)
  }' | sed 's/^\([0-9]*\)\.[0-9]*,/\1,/' >"$1/metrics.csv"
}

# watch NAME: such logs in a folder of that name, or what lies at a path.
watch ()
{
  case $1 in
    /*) path=$1 ;;
    *)
      path=$work/$1
      write_logs "$path"
      ;;
  esac
  activate "win.watch('$path')"
  sleep 1
}

# write_table FILE: two accuracies, and nothing that says what counts.
write_table ()
{
  awk 'BEGIN {
    print "t,batches,acc,accuracy/top1,loss,lr"
    for (t = 0; t <= 60; t++)
      printf "%.1f,%d,%.4f,%.4f,%.4f,%.5f\n", t / 2, 400 * t, 0.95 - 0.7 * exp(-t / 9),
        0.9 - 0.75 * exp(-t / 12), 0.2 + 2.1 * exp(-t / 8), 0.01 * (t < 30 ? 1 : 0.1)
  }' >"$1"
}

# do_words WORD…: the scenario's, one after the other.
do_words ()
{
  last=
  for word; do
    last=$word
    case $word in
      +*) sleep "${word#+}" ;;
      finished) wait_for 300 "$program_id" has_ended ;;
      data:*) use_data "${word#data:}" ;;
      watch:*) watch "${word#watch:}" ;;
      again:*)
        write_restarts "$work/${word#again:}"
        watch "$work/${word#again:}"
        ;;
      table:*)
        write_table "$work/${word#table:}"
        watch "$work/${word#table:}"
        ;;
      key:*) xdotool key "${word#key:}" ;;
      at:*,* | click:*,*)
        place=${word#*:}
        xdotool mousemove "${place%,*}" "${place#*,}"
        case $word in
          click:*) xdotool click 1 ;;
        esac
        ;;
      win.* | app.*) activate "$word" ;;
      *=* | sessions) ;;
      *) die "$name: \"$word\" is nothing that can be done" ;;
    esac
  done
  case $last in
    +*) ;;
    *) wait_for 20 "$program_id" nothing_moves ;;
  esac
}

# take_scenario PROGRAM PICTURE NAME SIZE EXPERIMENT WORD…: on its display, with its bus.
take_scenario ()
{
  program=$1
  picture=$2
  name=$3
  size=$4
  experiment=$5
  shift 5
  window=/io/github/normlab/Normlab/window/1
  write_settings "$size" "$@"

  openbox >/dev/null 2>&1 &
  openbox_id=$!
  wait_for 20 "$openbox_id" xdotool get_num_desktops
  # Where the pointer touches nothing.
  xdotool mousemove "${size%x*}" "${size#*x}"
  case $experiment in
    -) "$program" 2>"$work/errors" & ;;
    *)
      file=data/experiments/$experiment.experiment
      [ -f "$file" ] || file=tests/ui/experiments/$experiment.experiment
      "$program" --experiment "$file" 2>"$work/errors" &
      ;;
  esac
  program_id=$!
  trap 'kill "$program_id" "$openbox_id" 2>/dev/null || :; cat "$work/errors" >&2' EXIT

  wait_for 20 "$program_id" call List "$window"
  wait_for 20 "$program_id" xdotool search --onlyvisible --class normlab
  wait_for 20 "$program_id" nothing_moves
  do_words "$@"
  take "$picture"
  [ ! -s "$work/errors" ] || die "$name: the program complained"
  echo "$picture"
}

# start PROGRAM FOLDER NAME SIZE LANGUAGE EXPERIMENT WORD…: gives a scenario a home, a display and a
# bus of its own.
start ()
{
  home=$work/$3
  mkdir -p "$home/run"
  chmod 700 "$home/run"
  program=$1
  picture=$2/$3.png
  name=$3
  size=$4
  language=$5
  shift 5
  # Newer releases of GTK have a variable of its own for it, and complain about the other.
  no_gl=$(pkg-config --atleast-version=4.16 gtk4 || echo gl-disable)
  env HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" \
    XDG_CACHE_HOME="$home/cache" XDG_RUNTIME_DIR="$home/run" \
    LC_ALL=C.UTF-8 LANGUAGE="$language" PANGO_LANGUAGE="$language" NORMLAB_SCREEN="$size" \
    GSETTINGS_BACKEND=keyfile GSK_RENDERER=cairo GDK_BACKEND=x11 GDK_DEBUG="$no_gl" \
    GDK_DISABLE=gl GTK_A11Y=none \
    "$here/display.sh" dbus-run-session -- "$0" --take "$home" "$program" "$picture" "$name" \
    "$size" "$@" </dev/null 2>"$home/log" || {
    cat "$home/log" >&2
    return 1
  }
}

if [ "$1" = --take ]; then
  work=$2
  shift 2
  take_scenario "$@"
  exit
fi

[ $# -ge 2 ] || die 'which program, and into which folder?'
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
program=$1
folder=$2
shift 2
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
  scenarios
  more_scenarios
} >"$work/scenarios"
# shellcheck disable=SC2046 # one word per name
[ $# -gt 0 ] || set -- $(scenarios | cut -d ' ' -f 1)

status=0
for wanted; do
  line=$(grep "^$wanted " "$work/scenarios") || die "there is no scenario \"$wanted\""
  # shellcheck disable=SC2086 # one word each
  start "$program" "$folder" $line || status=1
done
exit $status
