{{- /*
  Brings one database to the version of this chart, as its owner, before the first replica of that version starts. A hook comes before
  everything else of the release, so that what it stands on are hooks too. In a trial the server is part of the release: there the job
  is an ordinary one and tries until the server answers.
*/ -}}
{{- define "peer.migration" -}}
{{- $values := .root.Values -}}
{{- $trial := $values.trial.enabled -}}
{{- $name := printf "%s-%s-migrate" .root.Release.Name .name -}}
{{- $labels := dict "root" .root "name" (printf "%s-migrate" .name) -}}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ $name }}
  labels: {{- include "peer.labels" $labels | nindent 4 }}
  {{- if not $trial }}
  annotations: {{- include "peer.before" -10 | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
{{- if $values.network.enabled }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ $name }}
  labels: {{- include "peer.labels" $labels | nindent 4 }}
  {{- if not $trial }}
  annotations: {{- include "peer.before" -10 | nindent 4 }}
  {{- end }}
spec:
  podSelector:
    matchLabels: {{- include "peer.selector" $labels | nindent 6 }}
  policyTypes: [Ingress, Egress]
  egress:
    - {{- include "peer.dnsRule" .root | nindent 6 }}
    {{- if $trial }}
    - to: [{ podSelector: { matchLabels: { app.kubernetes.io/name: postgres, app.kubernetes.io/instance: {{ .root.Release.Name }} } } }]
      ports: [{ protocol: TCP, port: {{ $values.network.postgres.port }} }]
    {{- else }}
    - {{- include "peer.outsideRule" (dict "to" $values.network.postgres.to "ports" (list (dict "protocol" "TCP" "port" $values.network.postgres.port))) | trim | nindent 6 }}
    {{- end }}
{{- end }}
---
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ $name }}{{ if $trial }}-{{ .root.Release.Revision }}{{ end }}
  labels: {{- include "peer.labels" $labels | nindent 4 }}
  {{- if not $trial }}
  annotations: {{- include "peer.before" 0 | nindent 4 }}
  {{- end }}
spec:
  backoffLimit: {{ ternary 20 2 $trial }}
  activeDeadlineSeconds: {{ $values.migrations.timeoutSeconds }}
  {{- if $trial }}
  ttlSecondsAfterFinished: 600
  {{- end }}
  template:
    metadata:
      labels: {{- include "peer.labels" $labels | nindent 8 }}
    spec:
      restartPolicy: {{ ternary "OnFailure" "Never" $trial }}
      serviceAccountName: {{ $name }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      {{- with include "peer.scheduling" .root | trim }}{{ . | nindent 6 }}{{ end }}
      containers:
        - name: migrate
          image: {{ include "peer.image" . }}
          imagePullPolicy: {{ $values.images.pullPolicy }}
          args: [migrate]
          env:
            - { name: ASPNETCORE_ENVIRONMENT, value: Production }
            - { name: Database__Provider, value: postgres }
            - { name: Database__Folder, value: /tmp }
            - name: ConnectionStrings__{{ .name }}-owner
              valueFrom: { secretKeyRef: { name: {{ $values.secrets.postgresOwner }}, key: {{ .name }} } }
            - name: Identity__ServiceKey
              valueFrom: { secretKeyRef: { name: {{ $values.secrets.identity }}, key: service-key } }
          resources:
            requests: { cpu: 100m, memory: 192Mi }
            limits: { memory: 512Mi }
          securityContext:
            runAsUser: 1654
            runAsGroup: 1654
            {{- include "peer.containerSecurity" . | nindent 12 }}
          volumeMounts:
            - { name: tmp, mountPath: /tmp }
      volumes:
        - name: tmp
          emptyDir: { sizeLimit: 64Mi }
{{- end }}

{{- /* Made before an install or upgrade, in the order of the weight, and taken away when all went well. */ -}}
{{- define "peer.before" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: {{ . | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}
